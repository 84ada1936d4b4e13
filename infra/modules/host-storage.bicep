param location string
param tags object

@description('Name of the storage account of the Functions host: leases, timers, task hub, deployment package, key ring.')
param name string

@description('Object identifier of the app\'s identity.')
param principalId string

@description('Role definitions of infra/roles.json for the key ring\'s container.')
param keyRingRoleIds string[]

@description('Whether only private endpoints reach the account.')
param private bool

@description('Whether the task hub stands in this account. False: it stands in a Durable Task Scheduler.')
param holdsTaskHub bool

// What the Functions host and the Durable extension themselves need; the app's own code is not among the callers. Blob Data Owner is what the host's
// identity-based connection asks for; queues and tables hold the task hub.
var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var platformRoles = concat([blobDataOwner], holdsTaskHub ? [queueDataContributor, tableDataContributor] : [])

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: private ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: true
        days: 7
      }
    }

    resource packages 'containers' = {
      name: 'app-package'
    }

    resource keyRing 'containers' = {
      name: 'keyring'
    }
  }
}

resource platformAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in platformRoles: {
    name: guid(account.id, principalId, role)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

module keyRingAccess 'container-access.bicep' = {
  params: {
    storageAccountName: account.name
    containerName: account::blobs::keyRing.name
    principalId: principalId
    roleIds: keyRingRoleIds
  }
}

output id string = account.id
output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output packageContainerUri string = '${account.properties.primaryEndpoints.blob}${account::blobs::packages.name}'
output keyRingContainerUri string = '${account.properties.primaryEndpoints.blob}${account::blobs::keyRing.name}'
