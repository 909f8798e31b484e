// Media. Clients carry them to and from the store themselves, by URLs that Chat.Media signs, so the store is open to the internet, but
// no request without a signature gets anything, and there is no account key to sign with: signatures are by user delegation keys.

@description('Where the account lies.')
param location string = resourceGroup().location

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_GZRS', 'Standard_RAGZRS'])
@description('How many copies there are and where: LRS one building, ZRS three zones, GRS and GZRS also a second region.')
param redundancy string = 'Standard_ZRS'

@description('The domain of the Container Apps environment, in which the edge serves the web client.')
param environmentDomain string

@description('A host name of one\'s own for the web client; empty: none.')
param customDomain string = ''

@description('Days for which deleted media can be brought back. They are paid for as long.')
param softDeleteDays string = '7'

var tags = { 'aspire-resource-name': 'storage' }

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: 'storage${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

// No versions: whoever holds an upload URL may write with it until it ends, and nobody would clear the versions away. What is served is a
// snapshot, so writing over it changes nothing. And no rule that deletes: Media's sweeper deletes what no message carries.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: false
    deleteRetentionPolicy: {
      enabled: true
      days: int(softDeleteDays)
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: int(softDeleteDays)
    }
    // The same rule that Media sets where it holds an account's key (its local store).
    cors: {
      corsRules: [
        {
          allowedOrigins: concat(['https://edge.${environmentDomain}'], empty(customDomain) ? [] : ['https://${customDomain}'])
          allowedMethods: ['GET', 'HEAD', 'PUT', 'OPTIONS']
          allowedHeaders: ['content-type', 'content-md5', 'range', 'if-match', 'if-none-match', 'x-ms-*']
          exposedHeaders: ['etag', 'content-length', 'content-range', 'x-ms-*']
          maxAgeInSeconds: 3600
        }
      ]
    }
  }
}

resource media 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = {
  parent: blobs
  name: 'media'
  properties: {
    publicAccess: 'None'
  }
}

@description('The name of the account.')
output name string = account.name

@description('The address of its blobs, with a slash at its end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob
