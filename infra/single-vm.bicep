targetScope = 'subscription'

import { pairType, trafficType } from 'types.bicep'

@description('Name of the installation: part of names and tags.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region of the machine and of the control store: the region of the secondary workspaces.')
param location string

@description('Pairs of workspaces.')
@minLength(1)
param pairs pairType[]

@description('Resources that the switch of traffic changes.')
param traffic trafficType[] = []

@description('Resource groups of further resources that the readiness checks read.')
param readinessResourceGroupIds string[] = []

@description('Actions to leave out of the custom roles, where a resource provider does not know them.')
param excludedActions string[] = []

@description('Days for which no version of a blob in the control store can be changed or removed. 0: none.')
param immutableDays int = 0

@description('Days after which replaced versions in the control store are removed.')
param keepVersionsDays int = 90

@description('Tags of everything that is made.')
param tags object = {}

var token = uniqueString(subscription().id, environmentName, location)
var roles = loadJsonContent('roles.json')
var roleNames = toObject(roles, role => role.key, role => guid(subscription().id, environmentName, role.key))
var roleIds = toObject(
  roles,
  role => role.key,
  role => subscriptionResourceId('Microsoft.Authorization/roleDefinitions', guid(subscription().id, environmentName, role.key))
)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}-amldr'
  location: location
  tags: tags
}

module roleDefinitions 'modules/roles.bicep' = {
  params: {
    roles: roles
    roleNames: roleNames
    suffix: '${environmentName}-${take(token, 5)}'
    subscriptionIds: union(
      [subscription().subscriptionId],
      flatten(map(pairs, pair => [split(pair.primary.workspaceId, '/')[2], split(pair.secondary.workspaceId, '/')[2]]))
    )
    excludedActions: excludedActions
  }
}

module identities 'modules/identities.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    appIdentityName: 'id-amldr-${token}'
    eventsIdentityName: 'id-amldr-events-${token}'
  }
}

module controlStore 'modules/control-store.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'stamldrc${token}'
    principalId: identities.outputs.appPrincipalId
    controlRoleIds: [roleIds.controlStore]
    deadLetterRoleIds: [roleIds.deadLetters]
    eventsPrincipalId: identities.outputs.eventsPrincipalId
    private: false
    immutableDays: immutableDays
    keepVersionsDays: keepVersionsDays
  }
  dependsOn: [
    roleDefinitions
  ]
}

// Pairs may share accounts and groups; one after the other, no assignment is written twice at once.
@batchSize(1)
module pairAccess 'modules/pair-access.bicep' = [
  for pair in pairs: {
    params: {
      pair: pair
      principalId: identities.outputs.appPrincipalId
      roleIds: roleIds
      readinessResourceGroupIds: readinessResourceGroupIds
    }
    dependsOn: [
      roleDefinitions
    ]
  }
]

module trafficAccess 'modules/traffic-access.bicep' = [
  for item in traffic: {
    scope: resourceGroup(split(item.resourceId, '/')[2], split(item.resourceId, '/')[4])
    params: {
      kind: item.kind
      resourceName: last(split(item.resourceId, '/'))
      principalId: identities.outputs.appPrincipalId
      roleIds: roleIds
    }
    dependsOn: [
      roleDefinitions
    ]
  }
]

output AMLDR_IDENTITY_ID string = identities.outputs.appId
output AMLDR_IDENTITY_CLIENT_ID string = identities.outputs.appClientId
output AMLDR_EVENTS_IDENTITY_ID string = identities.outputs.eventsId
output AMLDR_CONTROL_CONTAINER string = controlStore.outputs.controlContainerUri
