@description('Resource identifier of the workspace, in the resource group of this module.')
param workspaceId string

@description('Region of the workspace. A system topic stands where its source stands.')
param location string

param tags object

@description('Name of the workspace\'s system topic. Event Grid allows one per workspace.')
param systemTopicName string

@description('Name of the system topic of the workspace\'s resource group.')
param resourceGroupTopicName string

@description('Name of the subscriptions; unique per deployment, so that two deployments do not take each other\'s.')
param subscriptionName string

@description('Resource identifier of the function app.')
param functionAppId string

@description('Resource identifier of the identity with which Event Grid writes dead letters.')
param eventsIdentityId string

@description('Storage account of the dead letters, in the secondary region.')
param deadLetterAccountId string

@description('Container of the dead letters.')
param deadLetterContainerName string

@description('Whether the function is deployed. Event Grid refuses to subscribe a function that does not exist.')
param subscribe bool

var destination = {
  endpointType: 'AzureFunction'
  properties: {
    resourceId: '${functionAppId}/functions/OnAssetEvent'
    maxEventsPerBatch: 1
    preferredBatchSizeInKilobytes: 64
  }
}

var retryPolicy = {
  maxDeliveryAttempts: 30
  eventTimeToLiveInMinutes: 1440
}

resource workspaceTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: systemTopicName
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${eventsIdentityId}': {}
    }
  }
  properties: {
    source: workspaceId
    topicType: 'Microsoft.MachineLearningServices.Workspaces'
  }
}

resource workspaceSubscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = if (subscribe) {
  parent: workspaceTopic
  name: subscriptionName
  properties: {
    destination: destination
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.MachineLearningServices.ModelRegistered']
    }
    retryPolicy: retryPolicy
    deadLetterWithResourceIdentity: {
      identity: {
        type: 'UserAssigned'
        userAssignedIdentity: eventsIdentityId
      }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: deadLetterAccountId
          blobContainerName: deadLetterContainerName
        }
      }
    }
  }
}

// A resource group is a global source. Its topic can have no identity, and the dead-letter account takes no keys; so these events have no dead letters.
// They are the early hint only: the sweep sees what they would have named.
resource resourceGroupTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: resourceGroupTopicName
  location: 'global'
  tags: tags
  properties: {
    source: resourceGroup().id
    topicType: 'Microsoft.Resources.ResourceGroups'
  }
}

resource resourceSubscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = if (subscribe) {
  parent: resourceGroupTopic
  name: subscriptionName
  properties: {
    destination: destination
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Resources.ResourceWriteSuccess']
      subjectBeginsWith: workspaceId
      isSubjectCaseSensitive: false
      enableAdvancedFilteringOnArrays: true
      advancedFilters: [
        {
          // One entry per kind that the mirror carries. Values are compared without case.
          operatorType: 'StringContains'
          key: 'data.operationName'
          values: [
            '/workspaces/models/'
            '/workspaces/environments/'
            '/workspaces/data/'
            '/workspaces/components/'
            '/workspaces/codes/'
            '/workspaces/datastores/'
            '/workspaces/computes/'
            '/workspaces/connections/'
            '/workspaces/schedules/'
            '/workspaces/onlineEndpoints/'
            '/workspaces/batchEndpoints/'
            '/workspaces/serverlessEndpoints/'
            '/workspaces/marketplaceSubscriptions/'
            '/workspaces/featuresets/'
            '/workspaces/featurestoreEntities/'
          ]
        }
      ]
    }
    retryPolicy: retryPolicy
  }
}
