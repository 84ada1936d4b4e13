import { authorizationType, networkType } from '../types.bicep'

param location string
param tags object

@description('Name of the function app.')
param name string

@description('Name of the plan.')
param planName string

@description('Resource identifier of the app\'s identity.')
param identityId string

@description('Client identifier of the app\'s identity.')
param identityClientId string

@description('Name of the storage account of the Functions host.')
param hostStorageName string

@description('Container that takes the deployment package.')
param packageContainerUri string

@description('Name of the Application Insights component.')
param insightsName string

@description('Settings of the app, without secrets.')
param appSettings object

@description('Memory of an instance, in MB.')
@allowed([2048, 4096])
param instanceMemoryMB int

@description('Most instances. Azure Resource Manager limits the identity, not the instance: more instances do not mirror faster.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances of the durable functions that always run. 1 keeps the gauges reporting and the first event fast.')
@minValue(0)
param alwaysReadyDurable int

@description('Instances of the HTTP functions that always run.')
@minValue(0)
param alwaysReadyHttp int

@description('Tokens that callers need; null: none.')
param authorization authorizationType?

@description('Network restrictions; null: none.')
param network networkType?

@description('Subnet of the app; empty: none.')
param subnetId string

// Event Grid cannot deliver to private endpoints, so the app keeps a public address that only it and the operators reach.
var restrictions = network == null
  ? []
  : concat(
      [
        {
          name: 'event-grid'
          action: 'Allow'
          priority: 100
          tag: 'ServiceTag'
          ipAddress: 'AzureEventGrid'
        }
      ],
      map(range(0, length(network!.operatorAddressRanges)), index => {
        name: 'operators-${index}'
        action: 'Allow'
        priority: 200 + index
        ipAddress: network!.operatorAddressRanges[index]
      })
    )

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'amldr' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: concat(
          alwaysReadyDurable > 0 ? [{ name: 'durable', instanceCount: alwaysReadyDurable }] : [],
          alwaysReadyHttp > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttp }] : []
        )
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictions: restrictions
      ipSecurityRestrictionsDefaultAction: network == null ? 'Allow' : 'Deny'
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(appSettings, {
      AZURE_CLIENT_ID: identityClientId
      AzureWebJobsStorage__accountName: hostStorageName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      // Names the component. It lets nobody in: the component accepts tokens only.
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    })
  }

  // Event Grid and the templates' own calls come with keys of their own and no token.
  resource authentication 'config' = if (authorization != null && (authorization!.?platform ?? false)) {
    name: 'authsettingsV2'
    properties: {
      platform: {
        enabled: true
      }
      globalValidation: {
        requireAuthentication: true
        unauthenticatedClientAction: 'Return401'
        excludedPaths: ['/runtime/webhooks/eventgrid']
      }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: authorization!.audience
            openIdIssuer: authorization!.?authority ?? '${environment().authentication.loginEndpoint}${authorization!.tenantId}/v2.0'
          }
          validation: {
            allowedAudiences: [authorization!.audience]
          }
        }
      }
      login: {
        tokenStore: {
          enabled: false
        }
      }
      httpSettings: {
        requireHttps: true
      }
    }
  }

  // Deployment by password would be a second way in.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

output id string = site.id
output name string = site.name
output url string = 'https://${site.properties.defaultHostName}'
