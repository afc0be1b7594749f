"""The resolved scenario, the only file that is read."""

import tomllib


class NotResolved(Exception):
    """The scenario lacks something that a resolved one spells out."""


class Section(dict):
    """A table of the scenario. Asking for a missing key says which one is missing."""

    def __init__(self, entries: dict, name: str = "") -> None:
        super().__init__()
        self.name = name
        for key, entry in entries.items():
            if isinstance(entry, dict) and "value" in entry:
                entry = entry["value"]
            elif isinstance(entry, dict):
                if not entry.keys().isdisjoint(("range", "unit", "src")):
                    raise NotResolved(f"the scenario is not resolved: `{name}{key}` has no value")
                entry = Section(entry, f"{name}{key}.")
            self[key] = entry

    def __missing__(self, key: str) -> None:
        raise NotResolved(f"the scenario is not resolved: `{self.name}{key}` is missing")

    def on(self, key: str) -> "Section | None":
        """A section that may be absent, or switched off."""
        section = self.get(key)
        return section if section is not None and section.get("enabled", True) else None


def read(path: str) -> Section:
    try:
        with open(path, "rb") as file:
            return Section(tomllib.load(file))
    except OSError as error:
        raise NotResolved(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise NotResolved(f"{path} is no scenario: {error}") from error
