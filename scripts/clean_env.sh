#!/bin/sh
# Run a command from the repository's root in an environment of our own: `clean_env.sh [NAME=VALUE …] COMMAND …`.
# What is unset here has broken a build somewhere: another project's settings, a foreign virtual environment, -O.

unset CDPATH
cd "$(dirname "$0")/.." || exit 1

for name in $(env | sed -n 's/^\(PYTHON[A-Z0-9_]*\)=.*/\1/p; s/^\(PYTEST_[A-Z0-9_]*\)=.*/\1/p; s/^\(COVERAGE_[A-Z0-9_]*\)=.*/\1/p; s/^\(TEST_[A-Z0-9_]*\)=.*/\1/p; s/^\(DJANGO_[A-Z0-9_]*\)=.*/\1/p; s/^\(EXAMPLE_[A-Z0-9_]*\)=.*/\1/p'); do
    unset "$name"
done
unset VIRTUAL_ENV CONDA_PREFIX BASH_ENV ENV DATABASE_URL REDIS_URL PYTHON
unset PIP_TARGET PIP_PREFIX PIP_USER PIP_REQUIRE_VIRTUALENV PIP_CONSTRAINT PIP_REQUIREMENT PIP_NO_DEPS PIP_ROOT

# Names in every script are printed, whatever the locale says; lines are seen when they are written.
export PYTHONUTF8=1 PYTHONUNBUFFERED=1
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
# Servers of our own are never reached through a proxy.
export NO_PROXY="${NO_PROXY:+$NO_PROXY,}127.0.0.1,localhost" no_proxy="${no_proxy:+$no_proxy,}127.0.0.1,localhost"

exec env "$@"
