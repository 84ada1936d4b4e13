targetScope = 'subscription'

@description('Object identifier of the identity.')
param principalId string

@description('Role definitions to assign at the subscription of this module.')
param roleIds string[]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in roleIds: {
    name: guid(subscription().id, principalId, roleId)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: roleId
    }
  }
]
