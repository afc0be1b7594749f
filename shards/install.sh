#!/usr/bin/env bash
# What `nosedive-mpi` needs besides Rust, on Debian and its kin: an MPI, and libclang to read its header.
set -euo pipefail
if command -v mpirun > /dev/null && ls /usr/lib/llvm-*/lib/libclang*.so* > /dev/null 2>&1; then
    exit 0
fi
apt-get update -qq
apt-get install -y -qq libopenmpi-dev openmpi-bin libclang-14-dev
