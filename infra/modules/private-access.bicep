param location string
param tags object

@description('Prefix of the private endpoints\' names.')
param prefix string

@description('Virtual network that resolves the private addresses.')
param networkId string

@description('Subnet of the private endpoints.')
param subnetId string

@description('Storage account of the Functions host.')
param hostStorageId string

@description('Storage account of the control store.')
param controlStorageId string

@description('Key Vault of the key ring.')
param vaultId string

var suffix = environment().suffixes.storage
var vaultZone = 'privatelink.vaultcore.azure.net'

var targets = [
  { key: 'host-blob', resourceId: hostStorageId, group: 'blob', zone: 'privatelink.blob.${suffix}' }
  { key: 'host-queue', resourceId: hostStorageId, group: 'queue', zone: 'privatelink.queue.${suffix}' }
  { key: 'host-table', resourceId: hostStorageId, group: 'table', zone: 'privatelink.table.${suffix}' }
  { key: 'control-blob', resourceId: controlStorageId, group: 'blob', zone: 'privatelink.blob.${suffix}' }
  { key: 'vault', resourceId: vaultId, group: 'vault', zone: vaultZone }
]

var zoneNames = union(map(targets, target => target.zone), [])

module zones 'private-zones.bicep' = {
  params: {
    tags: tags
    zoneNames: zoneNames
    networkId: networkId
  }
}

module endpoints 'private-endpoint.bicep' = [
  for target in targets: {
    params: {
      location: location
      tags: tags
      name: '${prefix}-${target.key}'
      targetId: target.resourceId
      groupId: target.group
      subnetId: subnetId
      zoneId: zones.outputs.zoneIds[indexOf(zoneNames, target.zone)]
    }
  }
]
