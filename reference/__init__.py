"""An independent reference of the model, written from the chapters of the handbook alone."""
