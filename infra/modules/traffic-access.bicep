@description('Kind of the resource. Containers are left to container-access.bicep.')
@allowed(['frontDoor', 'trafficManager', 'dnsZone', 'blobContainer'])
param kind string

@description('Name of the resource, in the resource group of this module.')
param resourceName string

@description('Object identifier of the app\'s identity.')
param principalId string

@description('Role definitions, by key of infra/roles.json.')
param roleIds object

resource frontDoor 'Microsoft.Cdn/profiles@2025-06-01' existing = if (kind == 'frontDoor') {
  name: resourceName
}

resource trafficManager 'Microsoft.Network/trafficManagerProfiles@2022-04-01' existing = if (kind == 'trafficManager') {
  name: resourceName
}

resource dnsZone 'Microsoft.Network/dnsZones@2018-05-01' existing = if (kind == 'dnsZone') {
  name: resourceName
}

resource frontDoorSwitch 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (kind == 'frontDoor') {
  name: guid(frontDoor.id, principalId, roleIds.trafficFrontDoor)
  scope: frontDoor
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleIds.trafficFrontDoor
  }
}

resource trafficManagerSwitch 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (kind == 'trafficManager') {
  name: guid(trafficManager.id, principalId, roleIds.trafficManager)
  scope: trafficManager
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleIds.trafficManager
  }
}

resource dnsSwitch 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (kind == 'dnsZone') {
  name: guid(dnsZone.id, principalId, roleIds.trafficDns)
  scope: dnsZone
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleIds.trafficDns
  }
}
