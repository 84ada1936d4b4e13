targetScope = 'subscription'

import { pairType } from '../types.bicep'

@description('Pair of workspaces.')
param pair pairType

@description('Object identifier of the app\'s identity.')
param principalId string

@description('Role definitions, by key of infra/roles.json.')
param roleIds object

@description('Resource groups of further resources that the readiness checks read: Key Vault, registry, networks.')
param readinessResourceGroupIds string[]

var failback = pair.?failback ?? true
var secrets = pair.?secrets ?? true
var deletions = pair.?deletions ?? false
var notebooks = pair.?notebooks ?? true
var registry = pair.?registry ?? false

var primary = split(pair.primary.workspaceId, '/')
var secondary = split(pair.secondary.workspaceId, '/')

// Every role that works on the source or on the target; after a failover the two have changed places.
var sourceWorkspaceRoles = concat(
  [roleIds.mirrorRead, roleIds.failoverDrain],
  secrets ? [roleIds.mirrorSecrets] : [],
  registry ? [roleIds.mirrorPublish] : []
)
var targetWorkspaceRoles = concat(
  [roleIds.mirrorRead, roleIds.mirrorWrite, roleIds.failoverActivate],
  secrets ? [roleIds.mirrorKeys] : [],
  deletions ? [roleIds.mirrorDelete] : []
)
var sourceStorageRoles = concat([roleIds.blobSource], notebooks ? [roleIds.notebookSource] : [])
var targetStorageRoles = concat([roleIds.blobTarget], notebooks ? [roleIds.notebookTarget] : [])
var sourceResourceGroupRoles = [roleIds.autoscaleRead]
var targetResourceGroupRoles = [roleIds.autoscaleRead, roleIds.autoscaleWrite]

module primaryWorkspace 'workspace-access.bicep' = {
  scope: resourceGroup(primary[2], primary[4])
  params: {
    workspaceName: primary[8]
    principalId: principalId
    roleIds: failback ? union(sourceWorkspaceRoles, targetWorkspaceRoles) : sourceWorkspaceRoles
  }
}

module secondaryWorkspace 'workspace-access.bicep' = {
  scope: resourceGroup(secondary[2], secondary[4])
  params: {
    workspaceName: secondary[8]
    principalId: principalId
    roleIds: failback ? union(targetWorkspaceRoles, sourceWorkspaceRoles) : targetWorkspaceRoles
  }
}

module primaryStorage 'storage-access.bicep' = [
  for id in pair.primary.storageAccountIds: {
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      storageAccountName: last(split(id, '/'))
      principalId: principalId
      roleIds: failback ? union(sourceStorageRoles, targetStorageRoles) : sourceStorageRoles
    }
  }
]

// After the primary's: an account that both sides share gets no assignment twice at once. Likewise the resource group.
module secondaryStorage 'storage-access.bicep' = [
  for id in pair.secondary.storageAccountIds: {
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      storageAccountName: last(split(id, '/'))
      principalId: principalId
      roleIds: failback ? union(targetStorageRoles, sourceStorageRoles) : targetStorageRoles
    }
    dependsOn: [
      primaryStorage
    ]
  }
]

module primaryResourceGroup 'group-access.bicep' = {
  scope: resourceGroup(primary[2], primary[4])
  params: {
    principalId: principalId
    roleIds: failback ? union(sourceResourceGroupRoles, targetResourceGroupRoles) : sourceResourceGroupRoles
  }
}

module secondaryResourceGroup 'group-access.bicep' = {
  scope: resourceGroup(secondary[2], secondary[4])
  params: {
    principalId: principalId
    roleIds: targetResourceGroupRoles
  }
  dependsOn: [
    primaryResourceGroup
  ]
}

module associatedResources 'group-access.bicep' = [
  for id in union(
    ['/subscriptions/${primary[2]}/resourceGroups/${primary[4]}', '/subscriptions/${secondary[2]}/resourceGroups/${secondary[4]}'],
    readinessResourceGroupIds
  ): {
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      principalId: principalId
      roleIds: [roleIds.readinessRead]
    }
  }
]

module subscriptions 'subscription-access.bicep' = [
  for id in union([primary[2]], [secondary[2]]): {
    scope: subscription(id)
    params: {
      principalId: principalId
      roleIds: [roleIds.regionRead]
    }
  }
]
