using 'main.bicep'

// Values of an azd environment: azd env set NAME VALUE. Without azd: export NAME=VALUE.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'amldr')
param location = readEnvironmentVariable('AZURE_LOCATION', 'northeurope')
param eventSubscriptions = bool(readEnvironmentVariable('AMLDR_EVENT_SUBSCRIPTIONS', 'false'))
param newPairPrimaryLocation = readEnvironmentVariable('AMLDR_NEW_PAIR_PRIMARY_LOCATION', '')

// deploy/register-api.sh sets these; empty: function keys alone.
param authorization = empty(readEnvironmentVariable('AMLDR_AUTH_AUDIENCE', ''))
  ? null
  : {
      tenantId: readEnvironmentVariable('AMLDR_AUTH_TENANT_ID', '')
      audience: readEnvironmentVariable('AMLDR_AUTH_AUDIENCE', '')
      platform: bool(readEnvironmentVariable('AMLDR_AUTH_PLATFORM', 'false'))
    }

// The pairs as JSON in one line; infra/pairs.sample.json shows the shape.
param pairs = json(readEnvironmentVariable('AMLDR_PAIRS', '[]'))
