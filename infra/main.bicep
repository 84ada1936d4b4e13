targetScope = 'subscription'

import { authorizationType, networkType, pairType, trafficType } from 'types.bicep'

@description('Name of the installation: part of names and tags.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region of the app, its task hub and its control store: the region of the secondary workspaces, so that a failover needs nothing of the primary region.')
param location string

@description('Pairs of existing workspaces.')
param pairs pairType[] = []

@description('Region of a primary workspace to make, with a secondary in the region of the app: for people who start from nothing. Empty: none.')
param newPairPrimaryLocation string = ''

@description('Object identifiers of groups that work in the new workspaces.')
param newPairGroupIds string[] = []

@description('Whether Event Grid delivers to the app. False until its code is deployed once: Event Grid refuses a function that does not exist.')
param eventSubscriptions bool = false

@description('When the sweep runs: NCRONTAB, six fields.')
param sweepSchedule string = '0 */15 * * * *'

@description('When the readiness checks run (NCRONTAB, six fields).')
param readinessSchedule string = '0 30 5 * * *'

@description('When the audit runs (NCRONTAB, six fields).')
param auditSchedule string = '0 30 3 * * *'

@description('Where the task hub stands: in the host\'s storage account or in a Durable Task Scheduler.')
@allowed(['storage', 'scheduler'])
param taskHub string = 'storage'

@description('Capacity units of a Dedicated scheduler. 0: its Consumption plan.')
param schedulerCapacity int = 0

@description('Private network of the app; null: none.')
param network networkType?

@description('Tokens that callers need besides a function key; null: the key alone.')
param authorization authorizationType?

@description('How often one caller may start one kind of operation on a pair, per minute and instance.')
@minValue(1)
param startsPerMinute int = 10

@description('Resources that the switch of traffic changes.')
param traffic trafficType[] = []

@description('User-assigned identities that the policy maps endpoints and computes to.')
param assignableIdentityIds string[] = []

@description('Virtual networks that the policy maps computes to.')
param joinableNetworkIds string[] = []

@description('Azure Machine Learning registries that the policy uses as transport.')
param registryIds string[] = []

@description('Resource groups of further resources that the readiness checks read, where they stand in other groups than the workspaces: Key Vault, registry, networks.')
param readinessResourceGroupIds string[] = []

@description('Actions to leave out of the custom roles, where a resource provider does not know them.')
param excludedActions string[] = []

@description('Days for which no version of a blob in the control store can be changed or removed. 0: none. Cannot be turned off again.')
param immutableDays int = 0

@description('Days after which replaced versions in the control store are removed.')
param keepVersionsDays int = 90

@description('Days for which telemetry is kept.')
param retentionDays int = 90

@description('Action groups that alerts tell.')
param actionGroupIds string[] = []

@description('Memory of an instance, in MB.')
@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances. Azure Resource Manager limits the identity, not the instance.')
param maximumInstanceCount int = 40

@description('Instances of the durable functions that always run.')
param alwaysReadyDurable int = 1

@description('Instances of the HTTP functions that always run.')
param alwaysReadyHttp int = 0

@description('Further settings of the app, without secrets.')
param additionalAppSettings object = {}

@description('Tags of everything that is made.')
param tags object = {}

var token = uniqueString(subscription().id, environmentName, location)
var allTags = union(tags, { 'azd-env-name': environmentName })
var roles = loadJsonContent('roles.json')
var signals = loadJsonContent('signals.json')
var roleNames = toObject(roles, role => role.key, role => guid(subscription().id, environmentName, role.key))
var roleIds = toObject(
  roles,
  role => role.key,
  role => subscriptionResourceId('Microsoft.Authorization/roleDefinitions', guid(subscription().id, environmentName, role.key))
)

// Names of the new pair are made here, not taken from outputs: scopes and role assignments must be known before anything is deployed.
var makesPair = !empty(newPairPrimaryLocation)
var newGroups = {
  primary: 'rg-${environmentName}-ml-primary'
  secondary: 'rg-${environmentName}-ml-secondary'
}
var newNames = {
  primaryWorkspace: 'mlw-${take(environmentName, 12)}-${take(token, 6)}-p'
  secondaryWorkspace: 'mlw-${take(environmentName, 12)}-${take(token, 6)}-s'
  primaryStorage: 'stmlp${token}'
  secondaryStorage: 'stmls${token}'
  vault: 'kv-ml-${token}'
  registry: 'crml${token}'
}
var newPairs = makesPair
  ? [
      {
        name: toLower(replace(environmentName, '_', '-'))
        primary: {
          workspaceId: '${subscription().id}/resourceGroups/${newGroups.primary}/providers/Microsoft.MachineLearningServices/workspaces/${newNames.primaryWorkspace}'
          location: newPairPrimaryLocation
          storageAccountIds: [
            '${subscription().id}/resourceGroups/${newGroups.primary}/providers/Microsoft.Storage/storageAccounts/${newNames.primaryStorage}'
          ]
        }
        secondary: {
          workspaceId: '${subscription().id}/resourceGroups/${newGroups.secondary}/providers/Microsoft.MachineLearningServices/workspaces/${newNames.secondaryWorkspace}'
          location: location
          storageAccountIds: [
            '${subscription().id}/resourceGroups/${newGroups.secondary}/providers/Microsoft.Storage/storageAccounts/${newNames.secondaryStorage}'
          ]
        }
      }
    ]
  : []
var allPairs pairType[] = concat(pairs, newPairs)

// The secondary is subscribed as well where the pair may fail back: after a failover it is the source.
var sources = concat(
  map(allPairs, pair => pair.primary),
  map(filter(allPairs, pair => pair.?failback ?? true), pair => pair.secondary)
)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}-amldr'
  location: location
  tags: allTags
}

resource newPrimaryGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = if (makesPair) {
  name: newGroups.primary
  location: newPairPrimaryLocation
  tags: allTags
}

resource newSecondaryGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = if (makesPair) {
  name: newGroups.secondary
  location: location
  tags: allTags
}

module newShared 'modules/aml-shared.bicep' = if (makesPair) {
  scope: newSecondaryGroup
  params: {
    location: location
    primaryLocation: newPairPrimaryLocation
    tags: allTags
    vaultName: newNames.vault
    registryName: newNames.registry
  }
}

module newPrimary 'modules/aml-region.bicep' = if (makesPair) {
  scope: newPrimaryGroup
  params: {
    location: newPairPrimaryLocation
    tags: allTags
    workspaceName: newNames.primaryWorkspace
    storageAccountName: newNames.primaryStorage
    vaultId: newShared!.outputs.vaultId
    registryId: newShared!.outputs.registryId
    dataScientistGroupIds: newPairGroupIds
  }
}

module newSecondary 'modules/aml-region.bicep' = if (makesPair) {
  scope: newSecondaryGroup
  params: {
    location: location
    tags: allTags
    workspaceName: newNames.secondaryWorkspace
    storageAccountName: newNames.secondaryStorage
    vaultId: newShared!.outputs.vaultId
    registryId: newShared!.outputs.registryId
    dataScientistGroupIds: newPairGroupIds
  }
}

module identities 'modules/identities.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    appIdentityName: 'id-amldr-${token}'
    eventsIdentityName: 'id-amldr-events-${token}'
  }
}

// Before everything that assigns one of the roles.
module access 'modules/access.bicep' = {
  params: {
    roles: roles
    roleNames: roleNames
    roleIds: roleIds
    suffix: '${environmentName}-${take(token, 5)}'
    principalId: identities.outputs.appPrincipalId
    pairs: allPairs
    traffic: traffic
    assignableIdentityIds: assignableIdentityIds
    joinableNetworkIds: joinableNetworkIds
    registryIds: registryIds
    readinessResourceGroupIds: readinessResourceGroupIds
    excludedActions: excludedActions
  }
  dependsOn: [
    newPrimary
    newSecondary
  ]
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    name: 'stamldrh${token}'
    principalId: identities.outputs.appPrincipalId
    keyRingRoleIds: [roleIds.keyRingStore]
    private: network != null
    holdsTaskHub: taskHub == 'storage'
  }
  dependsOn: [
    access
  ]
}

module controlStore 'modules/control-store.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    name: 'stamldrc${token}'
    principalId: identities.outputs.appPrincipalId
    controlRoleIds: [roleIds.controlStore]
    deadLetterRoleIds: [roleIds.deadLetters]
    eventsPrincipalId: identities.outputs.eventsPrincipalId
    private: network != null
    immutableDays: immutableDays
    keepVersionsDays: keepVersionsDays
  }
  dependsOn: [
    access
  ]
}

module keyVault 'modules/key-vault.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    name: 'kv-amldr-${token}'
    principalId: identities.outputs.appPrincipalId
    keyRoleIds: [roleIds.keyRingKey]
    private: network != null
  }
  dependsOn: [
    access
  ]
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    logsName: 'log-amldr-${token}'
    insightsName: 'appi-amldr-${token}'
    principalId: identities.outputs.appPrincipalId
    retentionDays: retentionDays
  }
}

module scheduler 'modules/task-scheduler.bicep' = if (taskHub == 'scheduler') {
  scope: group
  params: {
    location: location
    tags: allTags
    name: 'dts-amldr-${token}'
    taskHubName: 'amldr'
    principalId: identities.outputs.appPrincipalId
    dedicatedCapacity: schedulerCapacity
  }
}

module virtualNetwork 'modules/network.bicep' = if (network != null) {
  scope: group
  params: {
    location: location
    tags: allTags
    name: 'vnet-amldr-${token}'
    addressPrefix: network!.addressPrefix
  }
}

module privateAccess 'modules/private-access.bicep' = if (network != null) {
  scope: group
  params: {
    location: location
    tags: allTags
    prefix: 'pe-amldr-${token}'
    networkId: virtualNetwork!.outputs.id
    subnetId: virtualNetwork!.outputs.endpointSubnetId
    hostStorageId: hostStorage.outputs.id
    controlStorageId: controlStore.outputs.id
    vaultId: keyVault.outputs.id
  }
}

var pairSettings = reduce(
  map(range(0, length(allPairs)), index => {
    'AmlDr__Pairs__${index}__Name': allPairs[index].name
    'AmlDr__Pairs__${index}__Primary__WorkspaceId': allPairs[index].primary.workspaceId
    'AmlDr__Pairs__${index}__Secondary__WorkspaceId': allPairs[index].secondary.workspaceId
  }),
  {},
  (settings, more) => union(settings, more)
)

var policySettings = reduce(
  map(filter(range(0, length(allPairs)), index => allPairs[index].?policyFile != null), index => {
    'AmlDr__Pairs__${index}__PolicyFile': allPairs[index].policyFile!
  }),
  {},
  (settings, more) => union(settings, more)
)

var securitySettings = authorization == null
  ? {
      AmlDr__Security__Mode: 'FunctionKey'
    }
  : {
      AmlDr__Security__Mode: 'EntraId'
      AmlDr__Security__TenantId: authorization!.tenantId
      AmlDr__Security__Audience: authorization!.audience
      AmlDr__Security__Authority: authorization!.?authority ?? ''
    }

// host.json names the storage account as the place of the task hub; these settings override it.
var schedulerSettings = taskHub == 'scheduler'
  ? {
      AzureFunctionsJobHost__extensions__durableTask__hubName: 'amldr'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identities.outputs.appClientId}'
    }
  : {}

module app 'modules/function-app.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    name: 'func-amldr-${token}'
    planName: 'plan-amldr-${token}'
    identityId: identities.outputs.appId
    identityClientId: identities.outputs.appClientId
    hostStorageName: hostStorage.outputs.name
    packageContainerUri: hostStorage.outputs.packageContainerUri
    insightsName: monitoring.outputs.insightsName
    appSettings: union(pairSettings, policySettings, schedulerSettings, additionalAppSettings, securitySettings, {
      AmlDrSweepSchedule: sweepSchedule
      AmlDrReadinessSchedule: readinessSchedule
      AmlDrAuditSchedule: auditSchedule
      AmlDrSignalSchedule: '0 */5 * * * *'
      AmlDr__Arm__Endpoint: environment().resourceManager
      AmlDr__Arm__Audience: environment().authentication.audiences[0]
      AmlDr__ControlStore__ContainerUri: controlStore.outputs.controlContainerUri
      AmlDr__DeadLetters__ContainerUri: controlStore.outputs.deadLetterContainerUri
      AmlDr__KeyRing__ContainerUri: hostStorage.outputs.keyRingContainerUri
      AmlDr__KeyRing__KeyVaultKeyId: keyVault.outputs.keyId
      AmlDr__Security__StartsPerMinute: string(startsPerMinute)
    })
    authorization: authorization
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyDurable: alwaysReadyDurable
    alwaysReadyHttp: alwaysReadyHttp
    network: network
    subnetId: network == null ? '' : virtualNetwork!.outputs.appSubnetId
  }
  dependsOn: [
    privateAccess
  ]
}

// Workspaces of one resource group share the group's topic; one after the other, it is not written twice at once.
@batchSize(1)
module events 'modules/events.bicep' = [
  for source in sources: {
    scope: resourceGroup(split(source.workspaceId, '/')[2], split(source.workspaceId, '/')[4])
    params: {
      workspaceId: source.workspaceId
      location: source.location
      tags: allTags
      systemTopicName: source.?systemTopicName ?? 'evgt-amldr-${uniqueString(toLower(source.workspaceId))}'
      resourceGroupTopicName: source.?resourceGroupTopicName ?? 'evgt-amldr-rg-${uniqueString(toLower(split(source.workspaceId, '/')[2]), toLower(split(source.workspaceId, '/')[4]))}'
      subscriptionName: 'amldr-${uniqueString(token, toLower(source.workspaceId))}'
      functionAppId: app.outputs.id
      eventsIdentityId: identities.outputs.eventsId
      deadLetterAccountId: controlStore.outputs.id
      deadLetterContainerName: controlStore.outputs.deadLetterContainerName
      subscribe: eventSubscriptions
    }
    dependsOn: [
      newPrimary
      newSecondary
    ]
  }
]

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    prefix: 'amldr-${environmentName}'
    insightsId: monitoring.outputs.insightsId
    signals: signals
    actionGroupIds: actionGroupIds
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    tags: allTags
    title: 'AmlDr ${environmentName}'
    insightsId: monitoring.outputs.insightsId
    signals: signals
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output AMLDR_APP_NAME string = app.outputs.name
output AMLDR_APP_URL string = app.outputs.url
output AMLDR_IDENTITY_CLIENT_ID string = identities.outputs.appClientId
output AMLDR_IDENTITY_PRINCIPAL_ID string = identities.outputs.appPrincipalId
output AMLDR_CONTROL_CONTAINER string = controlStore.outputs.controlContainerUri
output AMLDR_DEAD_LETTER_CONTAINER string = controlStore.outputs.deadLetterContainerUri
output AMLDR_PAIRS string[] = map(allPairs, pair => pair.name)
output AMLDR_WORKBOOK_ID string = workbook.outputs.id
