@description('Name of the storage account, in the resource group of this module.')
param storageAccountName string

@description('Name of the blob container.')
param containerName string

@description('Object identifier of the identity.')
param principalId string

@description('Role definitions to assign.')
param roleIds string[]

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource container 'containers' existing = {
      name: containerName
    }
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in roleIds: {
    name: guid(account::blobs::container.id, principalId, roleId)
    scope: account::blobs::container
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: roleId
    }
  }
]
