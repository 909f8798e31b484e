// Redis: who is connected where, presence, heads, rates. Everything in it can be lost and comes back, so nothing of it is written to
// disk; high availability is for the seconds in between. Its connection string goes straight into the vault.

@description('Where Redis lies.')
param location string = resourceGroup().location

@description('The size, such as Balanced_B0 (0.5 GB), Balanced_B5 (6 GB), ComputeOptimized_X5. It can be raised, not lowered.')
param sku string = 'Balanced_B0'

@allowed(['Enabled', 'Disabled'])
@description('Whether a second node holds a replica. It can be enabled later, not disabled.')
param highAvailability string = 'Enabled'

@description('The vault that takes the connection string.')
param vaultName string

@description('The subnet of the private endpoint.')
param subnetId string

@description('The private DNS zone of Redis.')
param zoneId string

var tags = { 'aspire-resource-name': 'managed-redis' }

resource redis 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: 'redis-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    highAvailability: highAvailability
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Disabled'
  }
}

resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: redis
  name: 'default'
  properties: {
    port: 10000
    clientProtocol: 'Encrypted'
    // One endpoint whose proxy knows the shards: the services' client need not be aware of a cluster. Our commands suit it: scripts and
    // other writes name one key each, and MGET, alone among the reads of several keys that we use, may cross shards here.
    clusteringPolicy: 'EnterpriseCluster'
    // Full, it drops what has a time to live and was not used for longest, such as an old chat's head; a lease is renewed all the
    // time. Refusing writes instead would keep new connections out.
    evictionPolicy: 'VolatileLRU'
    // By key, not by Entra: the older of the two clients that the services are built with cannot send a user's name.
    accessKeysAuthentication: 'Enabled'
    persistence: {
      aofEnabled: false
      rdbEnabled: false
    }
  }
}

// After the database: the service changes one thing of a cluster at a time.
resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: 'redis-endpoint-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'redis'
        properties: {
          privateLinkServiceId: redis.id
          groupIds: ['redisEnterprise']
        }
      }
    ]
  }
  dependsOn: [database]

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'redis'
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource connectionString 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'redis'
  tags: tags
  properties: {
    value: '${redis.properties.hostName}:${database.properties.port},ssl=true,abortConnect=false,password=${database.listKeys().primaryKey}'
  }
}

@description('The name of Redis.')
output name string = redis.name

@description('The host name of Redis.')
output hostName string = redis.properties.hostName

@description('The vault, once it holds the connection string: whoever takes its name from here comes after that.')
output vaultName string = vault.name
