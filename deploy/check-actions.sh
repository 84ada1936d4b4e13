#!/bin/sh
# Compares the actions of infra/roles.json with those that the resource providers know. Needs az, signed in, and jq.
# Azure refuses a role with an action that its provider does not know; put such actions into the parameter excludedActions.
set -eu
roles="$(dirname "$0")/../infra/roles.json"
known="$(mktemp)"
trap 'rm -f "$known"' EXIT
jq -r '.[] | (.actions + .dataActions)[] | split("/")[0]' "$roles" | sort -fu | while read -r namespace; do
  az provider operation show --namespace "$namespace" \
    --query '[operations[].name, resourceTypes[].operations[].name][]' --output tsv
done | tr '[:upper:]' '[:lower:]' | sort -u > "$known"
unknown="$(jq -r '.[] | (.actions + .dataActions)[]' "$roles" | sort -fu | while read -r action; do
  grep -qxF "$(printf %s "$action" | tr '[:upper:]' '[:lower:]')" "$known" || echo "$action"
done)"
if [ -n "$unknown" ]; then
  echo "Unknown to their providers:" >&2
  echo "$unknown" >&2
  exit 1
fi
echo "Every action is known."
