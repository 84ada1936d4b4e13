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

@description('User-assigned identities that the policy maps endpoints and computes to.')
param assignableIdentityIds string[] = []

@description('Virtual networks that the policy maps computes to.')
param joinableNetworkIds string[] = []

@description('Azure Machine Learning registries that the policy uses as transport.')
param registryIds string[] = []

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

module identities 'modules/identities.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
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
    pairs: pairs
    traffic: traffic
    assignableIdentityIds: assignableIdentityIds
    joinableNetworkIds: joinableNetworkIds
    registryIds: registryIds
    readinessResourceGroupIds: readinessResourceGroupIds
    excludedActions: excludedActions
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
    access
  ]
}

output AMLDR_IDENTITY_ID string = identities.outputs.appId
output AMLDR_IDENTITY_CLIENT_ID string = identities.outputs.appClientId
output AMLDR_EVENTS_IDENTITY_ID string = identities.outputs.eventsId
output AMLDR_CONTROL_CONTAINER string = controlStore.outputs.controlContainerUri
