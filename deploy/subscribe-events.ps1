# Lets Event Grid deliver to the app, once its function exists.
$ErrorActionPreference = 'Stop'
if ($env:AMLDR_EVENT_SUBSCRIPTIONS -eq 'true') {
  exit 0
}
azd env set AMLDR_EVENT_SUBSCRIPTIONS true
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$env:AMLDR_EVENT_SUBSCRIPTIONS = 'true'
azd provision --no-prompt
exit $LASTEXITCODE
