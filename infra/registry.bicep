// Where azd pushes the images and the apps pull them from, each with its own identity: no admin user, no anonymous pull. Its address
// stays public, since only the Premium tier can be closed to the internet; whoever has no role gets nothing.

@description('Where the registry lies.')
param location string = resourceGroup().location

@description('Basic (10 GiB), Standard (100 GiB) or Premium (500 GiB, copies in other regions, private endpoints).')
@allowed(['Basic', 'Standard', 'Premium'])
param sku string = 'Basic'

@description('Who deploys, and so pushes images; empty: nobody is given that right here.')
param userPrincipalId string = ''

var tags = { 'aspire-resource-name': 'registry' }

// AcrPush
var push = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8311e382-0749-4cb8-b61a-304f252e45ec')

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'registry${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

// A deployer may be a person or a pipeline: the kind of principal is left to be found out.
resource deployerPushes 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(userPrincipalId)) {
  scope: registry
  name: guid(registry.id, userPrincipalId, push)
  properties: {
    roleDefinitionId: push
    principalId: userPrincipalId
  }
}

@description('The name of the registry.')
output name string = registry.name

@description('Its host name, with which the names of images begin.')
output endpoint string = registry.properties.loginServer
