@description('Kind of the resource that deployments or computes of the target refer to.')
@allowed(['identity', 'network', 'registry'])
param kind string

@description('Name of the resource, in the resource group of this module.')
param resourceName string

@description('Object identifier of the app\'s identity.')
param principalId string

@description('Role definitions, by key of infra/roles.json.')
param roleIds object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = if (kind == 'identity') {
  name: resourceName
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' existing = if (kind == 'network') {
  name: resourceName
}

resource registry 'Microsoft.MachineLearningServices/registries@2025-12-01' existing = if (kind == 'registry') {
  name: resourceName
}

resource identityAssign 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (kind == 'identity') {
  name: guid(identity.id, principalId, roleIds.identityAssign)
  scope: identity
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleIds.identityAssign
  }
}

resource subnetJoin 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (kind == 'network') {
  name: guid(network.id, principalId, roleIds.subnetJoin)
  scope: network
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleIds.subnetJoin
  }
}

resource registryTransport 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (kind == 'registry') {
  name: guid(registry.id, principalId, roleIds.registryTransport)
  scope: registry
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleIds.registryTransport
  }
}
