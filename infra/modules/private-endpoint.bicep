param location string
param tags object

@description('Name of the private endpoint.')
param name string

@description('Resource that it leads to.')
param targetId string

@description('Part of the resource, for example blob.')
param groupId string

@description('Subnet of the private endpoint.')
param subnetId string

@description('Private DNS zone that gets its records.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: targetId
          groupIds: [groupId]
        }
      }
    ]
  }

  resource records 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: groupId
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}
