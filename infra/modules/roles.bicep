targetScope = 'subscription'

@description('Roles to define: infra/roles.json.')
param roles array

@description('Names (GUIDs) of the role definitions, by key.')
param roleNames object

@description('Suffix of the display names, which are unique in a tenant.')
param suffix string

@description('Subscriptions in which the roles can be assigned.')
param subscriptionIds string[]

@description('Actions to leave out, where a resource provider does not know them.')
param excludedActions string[]

resource definitions 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for role in roles: {
    name: roleNames[role.key]
    properties: {
      roleName: '${role.name} (${suffix})'
      description: role.description
      type: 'CustomRole'
      permissions: [
        {
          actions: filter(role.actions, action => !contains(excludedActions, action))
          notActions: []
          dataActions: role.dataActions
          notDataActions: []
        }
      ]
      assignableScopes: map(subscriptionIds, id => '/subscriptions/${id}')
    }
  }
]
