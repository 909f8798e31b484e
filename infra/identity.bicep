// A service's identity and all it may do: fetch its image, read its secrets (each by itself, not the vault), produce to or consume from
// Kafka, and, for Media, keep blobs. What it may do in Postgres is said there (postgres.bicep).

@description('Where the identity lies.')
param location string = resourceGroup().location

@description('The service, such as edge.')
param service string

@description('The registry that has its image.')
param registryName string

@description('The vault that has its secrets.')
param vaultName string

@description('The names of its secrets, which must exist.')
param secrets string[]

@description('The Event Hubs namespace. Empty: none.')
param eventHubsName string = ''

@description('What it does with Kafka. To receive includes to join a consumer group.')
param eventHubsRoles ('send' | 'receive')[] = []

@description('The storage account whose container media it keeps. Empty: none.')
param storageName string = ''

var tags = { 'aspire-resource-name': '${service}-identity' }

// Built-in roles, by their ids, which are the same everywhere.
var acrPull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var storageBlobDelegator = 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
var eventHubsRoleIds = {
  send: '2b629674-e913-4c01-ae53-ef4638d8f975'
  receive: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${service}-identity-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: registryName
}

resource imagePull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, acrPull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', acrPull)
  }
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource readable 'Microsoft.KeyVault/vaults/secrets@2026-05-15' existing = [
  for secret in secrets: {
    parent: vault
    name: secret
  }
]

resource secretRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (secret, i) in secrets: {
    name: guid(readable[i].id, identity.id, keyVaultSecretsUser)
    scope: readable[i]
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    }
  }
]

// Names are looked at even where a condition leaves the resource out, so an empty one is replaced.
resource eventHubs 'Microsoft.EventHub/namespaces@2026-01-01' existing = {
  name: empty(eventHubsName) ? 'none' : eventHubsName
}

resource eventHubsAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in eventHubsRoles: if (!empty(eventHubsName)) {
    name: guid(eventHubs.id, identity.id, eventHubsRoleIds[role])
    scope: eventHubs
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsRoleIds[role])
    }
  }
]

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: empty(storageName) ? 'none' : storageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource media 'containers' existing = {
      name: 'media'
    }
  }
}

resource mediaAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(storageName)) {
  name: guid(storage::blobs::media.id, identity.id, storageBlobDataContributor)
  scope: storage::blobs::media
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}

// User delegation keys are the account's. A signature made with one can do no more than the identity itself, so no more than media.
resource mediaSigning 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(storageName)) {
  name: guid(storage.id, identity.id, storageBlobDelegator)
  scope: storage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDelegator)
  }
}

@description('The resource id of the identity.')
output id string = identity.id

@description('By what a process says which identity is its own (AZURE_CLIENT_ID).')
output clientId string = identity.properties.clientId

@description('By what roles and Postgres know the identity.')
output principalId string = identity.properties.principalId

@description('The name of the identity, which is also its name in Postgres.')
output principalName string = identity.name
