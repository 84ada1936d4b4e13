param location string
param tags object

@description('Name of the workspace.')
param workspaceName string

@description('Name of its default storage account. Each workspace has its own.')
param storageAccountName string

@description('Key Vault that both workspaces use.')
param vaultId string

@description('Container registry that both workspaces use.')
param registryId string

@description('Object identifiers of groups that work in the workspace.')
param dataScientistGroupIds string[]

var dataScientist = 'f6c7c914-8db3-469d-8ca1-694a8f32e121'
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource storage 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: storageAccountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    isHnsEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: '${workspaceName}-logs'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${workspaceName}-insights'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: workspaceName
  location: location
  tags: tags
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: workspaceName
    keyVault: vaultId
    storageAccount: storage.id
    applicationInsights: insights.id
    containerRegistry: registryId
    // Keys of the storage account are off; the system datastores sign in with the caller's identity.
    systemDatastoresAuthMode: 'Identity'
  }
}

resource scientists 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in dataScientistGroupIds: {
    name: guid(workspace.id, group, dataScientist)
    scope: workspace
    properties: {
      principalId: group
      principalType: 'Group'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataScientist)
    }
  }
]

resource scientistsData 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for group in dataScientistGroupIds: {
    name: guid(storage.id, group, blobDataContributor)
    scope: storage
    properties: {
      principalId: group
      principalType: 'Group'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
    }
  }
]

output workspaceId string = workspace.id
output storageAccountId string = storage.id
