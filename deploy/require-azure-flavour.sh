#!/bin/sh
# Stops a deployment that would put the embedded flavour into Azure Functions.
if [ "${HostRuntime:-}" != "Azure" ]; then
  echo "HostRuntime is '${HostRuntime:-}'. Run: export HostRuntime=Azure" >&2
  exit 1
fi
