#!/bin/sh
# Lets Event Grid deliver to the app, once its function exists.
set -eu
if [ "${AMLDR_EVENT_SUBSCRIPTIONS:-false}" = "true" ]; then
  exit 0
fi
azd env set AMLDR_EVENT_SUBSCRIPTIONS true
AMLDR_EVENT_SUBSCRIPTIONS=true azd provision --no-prompt
