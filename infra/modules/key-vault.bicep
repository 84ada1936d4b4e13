param location string
param tags object

@description('Name of the Key Vault of the key ring.')
param name string

@description('Object identifier of the app\'s identity.')
param principalId string

@description('Role definitions of infra/roles.json for the key.')
param keyRoleIds string[]

@description('Whether only private endpoints reach the vault.')
param private bool

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
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
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: private ? 'Deny' : 'Allow'
    }
  }

  resource key 'keys' = {
    name: 'amldr-keyring'
    properties: {
      kty: 'RSA'
      keySize: 3072
      keyOps: ['wrapKey', 'unwrapKey']
    }
  }
}

resource keyAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in keyRoleIds: {
    name: guid(vault::key.id, principalId, roleId)
    scope: vault::key
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: roleId
    }
  }
]

output id string = vault.id
output keyId string = vault::key.properties.keyUri
