@description('Name of the workspace, in the resource group of this module.')
param workspaceName string

@description('Object identifier of the identity.')
param principalId string

@description('Role definitions to assign.')
param roleIds string[]

resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: workspaceName
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for roleId in roleIds: {
    name: guid(workspace.id, principalId, roleId)
    scope: workspace
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: roleId
    }
  }
]
