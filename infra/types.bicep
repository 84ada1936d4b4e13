@export()
@description('A workspace of a pair.')
type workspaceType = {
  @description('Resource identifier of the workspace.')
  workspaceId: string

  @description('Region of the workspace.')
  location: string

  @description('Resource identifiers of the storage accounts behind its datastores; the default account first. Files are read from and written to these accounts and no others.')
  @minLength(1)
  storageAccountIds: string[]

  @description('Name of the Event Grid system topic of the workspace. Event Grid allows one per workspace: give its name where there is one already. Left out: a name is made.')
  systemTopicName: string?

  @description('Name of the Event Grid system topic of the workspace\'s resource group; likewise.')
  resourceGroupTopicName: string?
}

@export()
@description('A pair of workspaces.')
type pairType = {
  @description('Name of the pair: lower-case letters, digits and single dashes. Part of addresses and identifiers; never change it.')
  @minLength(1)
  @maxLength(40)
  name: string

  primary: workspaceType
  secondary: workspaceType

  @description('Policy file of the pair, below the app\'s folder: policies/{file}.json of the repository is deployed with the app. Left out: the defaults.')
  policyFile: string?

  @description('Grants what a failback needs: the same rights in the other direction. Default: true.')
  failback: bool?

  @description('Grants reading of credentials and endpoint keys, which the mirror writes to the other workspace. Default: true.')
  secrets: bool?

  @description('Grants deleting. Only for pairs whose policy deletes in the secondary what was deleted in the primary. Default: false.')
  deletions: bool?

  @description('Copies the notebooks\' file share. Default: true.')
  notebooks: bool?

  @description('Grants publishing. Only for pairs whose policy carries assets by a registry; name it in registryIds as well. Default: false.')
  registry: bool?
}

@export()
@description('Tokens of Microsoft Entra ID, which callers need besides a function key.')
type authorizationType = {
  @description('Tenant whose tokens are taken.')
  tenantId: string

  @description('Application (client) identifier of the app registration of the API; deploy/register-api.sh makes one.')
  audience: string

  @description('Issuer, where it is not the public cloud\'s: https://login.microsoftonline.us/{tenant}/v2.0.')
  authority: string?

  @description('App Service authentication in front of the app as well, which turns away requests without a valid token before they reach it. The app checks them itself in any case. Default: false.')
  platform: bool?
}

@export()
@description('Resources that the switch of traffic changes.')
type trafficType = {
  kind: 'frontDoor' | 'trafficManager' | 'dnsZone' | 'blobContainer'

  @description('Resource identifier of the Front Door profile, the Traffic Manager profile, the public DNS zone, or the container of the workspace pointer (…/storageAccounts/{account}/blobServices/default/containers/{container}).')
  resourceId: string
}

@export()
@description('Network of the app. With a network the app reaches its storage and Key Vault by private endpoints, and its inbound addresses are restricted.')
type networkType = {
  @description('Address space of the virtual network, for example 10.40.0.0/24: at least /24.')
  addressPrefix: string

  @description('Address ranges from which operators reach the HTTP API.')
  operatorAddressRanges: string[]
}
