// A Postgres server with one database: a shard or the directory, the truth of what it holds. It lies in the network and has no address
// outside; nobody logs in with a password, only with an Entra token.
// The services begin as its Entra administrators, since Resource Manager can create no lesser role: docs/deploy.md has the SQL by which
// they become ordinary roles that own their tables and nothing else.

@description('Where the server lies.')
param location string = resourceGroup().location

@description('The name of the database, such as chat-0. The server is named after it.')
param database string

@description('The size, such as Standard_B2s or Standard_D4ds_v5. It decides how many connections there may be: see docs/deploy.md.')
param sku string = 'Standard_B2s'

@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
@description('The tier that the size belongs to.')
param tier string = 'Burstable'

@description('Gigabytes of storage: 32, 64, 128 and so on. It grows by itself when it runs short, and never shrinks: then raise this too.')
param storageGb string = '32'

@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
@description('Whether a standby takes over by itself, with nothing lost. Not in the tier Burstable. It doubles the price.')
param highAvailability string = 'Disabled'

@description('Days to any moment of which the server can be restored: 7 to 35.')
param backupDays string = '7'

@allowed(['Disabled', 'Enabled'])
@description('Whether backups are copied to the paired region. It cannot be changed later.')
param geoRedundantBackup string = 'Disabled'

@description('The subnet of the servers.')
param subnetId string

@description('The private DNS zone of the servers.')
param zoneId string

@description('The principal id of Messaging\'s identity.')
param messagingPrincipalId string

@description('The name of Messaging\'s identity.')
param messagingPrincipalName string

@description('The principal id of Media\'s identity. Empty: Media has no business here.')
param mediaPrincipalId string = ''

@description('The name of Media\'s identity.')
param mediaPrincipalName string = ''

@description('The server, if it is another one than the first: one that a backup was restored into. Empty: the first.')
param serverName string = ''

@allowed(['Enabled', 'Disabled'])
@description('Whether the services are made administrators. Disabled once they have been made ordinary roles, which it does not undo.')
param serviceAdministrators string = 'Enabled'

var tags = { 'aspire-resource-name': 'postgres-${database}' }
var administer = serviceAdministrators == 'Enabled'

// wal_level and max_worker_processes are what moving a logical shard to another server by logical replication needs. Both take effect with
// the next restart of the server, which a deployment does not do. The default of ten slots is enough: a move needs one, and two more while
// it copies. And a DETAIL line would write rows' values into the log.
var parameters = [
  {
    name: 'log_error_verbosity'
    value: 'terse'
  }
  {
    name: 'wal_level'
    value: 'logical'
  }
  {
    name: 'max_worker_processes'
    value: '16'
  }
]

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: empty(serverName) ? 'postgres-${database}-${uniqueString(resourceGroup().id)}' : serverName
  location: location
  tags: tags
  sku: {
    name: sku
    tier: tier
  }
  properties: {
    version: '17'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: {
      storageSizeGB: int(storageGb)
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: int(backupDays)
      geoRedundantBackup: geoRedundantBackup
    }
    highAvailability: {
      mode: highAvailability
    }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: zoneId
    }
  }
}

// From here on one thing after the other: the server refuses what comes while it is busy with something else. The database comes first:
// for a moment after its deployment a server may refuse parameters and administrators, and creating a database takes longer than that.
resource content 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: database
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
}

@batchSize(1)
resource configuration 'Microsoft.DBforPostgreSQL/flexibleServers/configurations@2025-08-01' = [
  for parameter in parameters: {
    parent: server
    name: parameter.name
    properties: {
      value: parameter.value
      source: 'user-override'
    }
    dependsOn: [content]
  }
]

resource messaging 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = if (administer) {
  parent: server
  name: messagingPrincipalId
  properties: {
    principalName: messagingPrincipalName
    principalType: 'ServicePrincipal'
    tenantId: tenant().tenantId
  }
  dependsOn: [configuration]
}

// Names are looked at even where the condition leaves the resource out, so an empty one is replaced.
resource media 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = if (administer && !empty(mediaPrincipalId)) {
  parent: server
  name: empty(mediaPrincipalId) ? 'none' : mediaPrincipalId
  properties: {
    principalName: mediaPrincipalName
    principalType: 'ServicePrincipal'
    tenantId: tenant().tenantId
  }
  dependsOn: [messaging]
}

@description('The name of the server.')
output name string = server.name

@description('The name by which the server is reached, inside the network alone.')
output host string = server.properties.fullyQualifiedDomainName
