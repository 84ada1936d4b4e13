#!/bin/sh
# Makes the app registration by which callers of the HTTP API sign in, with the roles DR.Reader, DR.Operator and DR.Approver, and tells azd of it.
# Needs az, signed in as somebody who may register applications, and jq. Run again, it brings the registration to what stands here.
set -eu
here="$(dirname "$0")"
name="${1:-AmlDr API}"
graph="https://graph.microsoft.com/v1.0"
body="$(mktemp)"
trap 'rm -f "$body"' EXIT

id="$(az ad app list --filter "displayName eq '$name'" --query '[].id' --output tsv)"
case "$id" in
  *"
"*) echo "There are several registrations named '$name'; give another name." >&2; exit 1 ;;
  "") id="$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query id --output tsv)" ;;
esac
client="$(az ad app show --id "$id" --query appId --output tsv)"

# Scopes first: a client can be allowed only a scope that is there.
jq --arg uri "api://$client" '{appRoles, identifierUris: [$uri], api: {requestedAccessTokenVersion: 2, oauth2PermissionScopes: .scopes}}' \
  "$here/api-registration.json" > "$body"
az rest --method PATCH --uri "$graph/applications/$id" --headers Content-Type=application/json --body "@$body"
jq '{api: {requestedAccessTokenVersion: 2, oauth2PermissionScopes: .scopes, preAuthorizedApplications: .clients}}' \
  "$here/api-registration.json" > "$body"
az rest --method PATCH --uri "$graph/applications/$id" --headers Content-Type=application/json --body "@$body"

# Only who was given a role gets a token.
az ad sp show --id "$client" --output none 2> /dev/null || az ad sp create --id "$client" --output none
az ad sp update --id "$client" --set appRoleAssignmentRequired=true

tenant="$(az account show --query tenantId --output tsv)"
if command -v azd > /dev/null; then
  azd env set AMLDR_AUTH_TENANT_ID "$tenant"
  azd env set AMLDR_AUTH_AUDIENCE "$client"
fi
echo "AMLDR_AUTH_TENANT_ID=$tenant"
echo "AMLDR_AUTH_AUDIENCE=$client"
echo "Assign the roles: portal, Enterprise applications, '$name', Users and groups."
