targetScope = 'subscription'

import { pairType, trafficType } from '../types.bicep'

@description('Roles to define: infra/roles.json.')
param roles array

@description('Names (GUIDs) of the role definitions, by key.')
param roleNames object

@description('Role definitions, by key.')
param roleIds object

@description('Suffix of the display names, which are unique in a tenant.')
param suffix string

@description('Object identifier of the app\'s identity.')
param principalId string

@description('Pairs of workspaces.')
param pairs pairType[]

@description('Resources that the switch of traffic changes.')
param traffic trafficType[]

@description('User-assigned identities that the policy maps endpoints and computes to.')
param assignableIdentityIds string[]

@description('Virtual networks that the policy maps computes to.')
param joinableNetworkIds string[]

@description('Azure Machine Learning registries that the policy uses as transport.')
param registryIds string[]

@description('Resource groups of further resources that the readiness checks read.')
param readinessResourceGroupIds string[]

@description('Actions to leave out of the custom roles, where a resource provider does not know them.')
param excludedActions string[]

module roleDefinitions 'roles.bicep' = {
  params: {
    roles: roles
    roleNames: roleNames
    suffix: suffix
    subscriptionIds: union(
      [subscription().subscriptionId],
      flatten(map(pairs, pair => [split(pair.primary.workspaceId, '/')[2], split(pair.secondary.workspaceId, '/')[2]]))
    )
    excludedActions: excludedActions
  }
}

// Pairs may share accounts and groups; one after the other, no assignment is written twice at once.
@batchSize(1)
module pairAccess 'pair-access.bicep' = [
  for pair in pairs: {
    params: {
      pair: pair
      principalId: principalId
      roleIds: roleIds
      readinessResourceGroupIds: readinessResourceGroupIds
    }
    dependsOn: [
      roleDefinitions
    ]
  }
]

module trafficAccess 'traffic-access.bicep' = [
  for item in filter(traffic, one => one.kind != 'blobContainer'): {
    scope: resourceGroup(split(item.resourceId, '/')[2], split(item.resourceId, '/')[4])
    params: {
      kind: item.kind
      resourceName: last(split(item.resourceId, '/'))
      principalId: principalId
      roleIds: roleIds
    }
    dependsOn: [
      roleDefinitions
    ]
  }
]

module pointerAccess 'container-access.bicep' = [
  for item in filter(traffic, one => one.kind == 'blobContainer'): {
    scope: resourceGroup(split(item.resourceId, '/')[2], split(item.resourceId, '/')[4])
    params: {
      storageAccountName: split(item.resourceId, '/')[8]
      containerName: last(split(item.resourceId, '/'))
      principalId: principalId
      roleIds: [roleIds.trafficPointer]
    }
    dependsOn: [
      roleDefinitions
    ]
  }
]

var linked = concat(
  map(assignableIdentityIds, id => { kind: 'identity', resourceId: id }),
  map(joinableNetworkIds, id => { kind: 'network', resourceId: id }),
  map(registryIds, id => { kind: 'registry', resourceId: id })
)

module linkedAccess 'linked-access.bicep' = [
  for item in linked: {
    scope: resourceGroup(split(item.resourceId, '/')[2], split(item.resourceId, '/')[4])
    params: {
      kind: item.kind
      resourceName: last(split(item.resourceId, '/'))
      principalId: principalId
      roleIds: roleIds
    }
    dependsOn: [
      roleDefinitions
    ]
  }
]
