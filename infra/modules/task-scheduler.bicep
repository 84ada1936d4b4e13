param location string
param tags object

@description('Name of the Durable Task Scheduler.')
param name string

@description('Name of the task hub.')
param taskHubName string

@description('Object identifier of the app\'s identity.')
param principalId string

@description('Capacity units of a Dedicated scheduler. 0: the Consumption plan.')
@minValue(0)
param dedicatedCapacity int

// Durable Task Data Contributor: what the Durable extension needs; the app's own code does not call the scheduler.
var dataContributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // An empty list refuses every caller; who may call is decided by the role assignment.
    ipAllowlist: ['0.0.0.0/0']
    sku: dedicatedCapacity > 0
      ? {
          name: 'Dedicated'
          capacity: dedicatedCapacity
        }
      : {
          name: 'Consumption'
        }
  }

  resource hub 'taskHubs' = {
    name: taskHubName
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler::hub.id, principalId, dataContributor)
  scope: scheduler::hub
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataContributor)
  }
}

output endpoint string = scheduler.properties.endpoint
