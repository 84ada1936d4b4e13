param location string
param tags object

@description('Name of the storage account that holds catalog, ledger, reports and dead letters.')
param name string

@description('Object identifier of the app\'s identity.')
param principalId string

@description('Role definitions of infra/roles.json for the control container.')
param controlRoleIds string[]

@description('Role definitions of infra/roles.json for the dead-letter container.')
param deadLetterRoleIds string[]

@description('Object identifier of the identity with which Event Grid writes dead letters.')
param eventsPrincipalId string

@description('Whether the account is reached by private endpoints; Event Grid still writes dead letters, as a trusted service.')
param private bool

@description('Days for which no version of a blob can be changed or removed. 0: none.')
@minValue(0)
@maxValue(146000)
param immutableDays int

@description('Days after which replaced versions are removed.')
@minValue(1)
param keepVersionsDays int

// Event Grid writes each dead letter as a blob; Storage Blob Data Contributor is the role that its documentation asks for.
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

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
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: private ? 'AzureServices' : 'None'
      defaultAction: private ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: true
      deleteRetentionPolicy: {
        enabled: true
        days: 30
      }
      containerDeleteRetentionPolicy: {
        enabled: true
        days: 30
      }
    }

    resource control 'containers' = {
      name: 'amldr'
      properties: {
        // Per version, not per container: the ledger's blobs are written again and again, and each write leaves the version before it protected.
        immutableStorageWithVersioning: {
          enabled: immutableDays > 0
        }
      }

      resource policy 'immutabilityPolicies' = if (immutableDays > 0) {
        name: 'default'
        properties: {
          immutabilityPeriodSinceCreationInDays: immutableDays
        }
      }
    }

    resource deadLetters 'containers' = {
      name: 'dead-letters'
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'remove-replaced-versions'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: {
                blobTypes: ['blockBlob']
              }
              actions: {
                version: {
                  delete: {
                    daysAfterCreationGreaterThan: max(keepVersionsDays, immutableDays + 1)
                  }
                }
              }
            }
          }
        ]
      }
    }
    dependsOn: [
      blobs
    ]
  }
}

module controlAccess 'container-access.bicep' = {
  params: {
    storageAccountName: account.name
    containerName: account::blobs::control.name
    principalId: principalId
    roleIds: controlRoleIds
  }
}

module deadLetterAccess 'container-access.bicep' = {
  params: {
    storageAccountName: account.name
    containerName: account::blobs::deadLetters.name
    principalId: principalId
    roleIds: deadLetterRoleIds
  }
}

module eventsAccess 'container-access.bicep' = {
  params: {
    storageAccountName: account.name
    containerName: account::blobs::deadLetters.name
    principalId: eventsPrincipalId
    roleIds: [subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)]
  }
}

output id string = account.id
output name string = account.name
output controlContainerUri string = '${account.properties.primaryEndpoints.blob}${account::blobs::control.name}'
output deadLetterContainerUri string = '${account.properties.primaryEndpoints.blob}${account::blobs::deadLetters.name}'
output deadLetterContainerName string = account::blobs::deadLetters.name
