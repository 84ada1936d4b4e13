@description('Region of the shared resources: the secondary, so that the loss of the primary region leaves them whole.')
param location string

@description('Region of the primary, which gets a replica of the registry.')
param primaryLocation string

param tags object

@description('Name of the Key Vault that both workspaces use.')
param vaultName string

@description('Name of the container registry that both workspaces use.')
param registryName string

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
  }
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: registryName
  location: location
  tags: tags
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    zoneRedundancy: 'Enabled'
  }

  resource replica 'replications' = {
    name: primaryLocation
    location: primaryLocation
    tags: tags
    properties: {
      regionEndpointEnabled: true
      zoneRedundancy: 'Enabled'
    }
  }
}

output vaultId string = vault.id
output registryId string = registry.id
