// Kafka, as Event Hubs speak it: what Messaging has stored and Delivery is to deliver. The outbox in Postgres is the truth and produces
// anew what was lost, so a day is kept and no copy elsewhere. Services produce and consume by their Entra identity, over a private
// endpoint. One key exists, for the platform's scaler (KEDA) alone, and it can only listen.
// Whether that scaler reaches a private endpoint is not documented. Where it does not, its rule has no value: replicas of Delivery are
// added by CPU alone, and none is taken away while it fails. Then publicNetworkAccess 'Enabled' helps: tokens and keys still decide.

@description('Where the namespace lies.')
param location string = resourceGroup().location

@allowed(['Standard', 'Premium'])
@description('Standard shares machines, by throughput units; Premium has its own, by processing units. Cannot be changed later.')
param sku string = 'Standard'

@description('Standard: throughput units to begin with (1 MB/s in and 2 MB/s out each). Premium: processing units (1, 2, 4, 8, 16).')
param capacity string = '1'

@description('Standard: throughput units to grow to. They are added by themselves; a deployment goes back to the capacity.')
param maximumCapacity string = '10'

@description('Partitions of each hub: how many replicas of Delivery can share the work. Standard: 32 at most, and for good.')
param partitions string = '16'

@description('The subnet of the private endpoint.')
param subnetId string

@description('The private DNS zone of Event Hubs.')
param zoneId string

@allowed(['Disabled', 'Enabled'])
@description('Whether the namespace can be reached from outside the network too.')
param publicNetworkAccess string = 'Disabled'

var tags = { 'aspire-resource-name': 'event-hubs' }
var standard = sku == 'Standard'

resource namespace 'Microsoft.EventHub/namespaces@2026-01-01' = {
  name: 'events-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  sku: {
    name: sku
    tier: sku
    capacity: int(capacity)
  }
  properties: {
    kafkaEnabled: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: publicNetworkAccess
    // For the scaler's key below.
    disableLocalAuth: false
    isAutoInflateEnabled: standard
    maximumThroughputUnits: standard ? max(int(capacity), int(maximumCapacity)) : 0
  }
}

resource events 'Microsoft.EventHub/namespaces/eventhubs@2026-01-01' = {
  parent: namespace
  name: 'chat.events'
  properties: {
    partitionCount: int(partitions)
    retentionDescription: {
      cleanupPolicy: 'Delete'
      retentionTimeInHours: 24
    }
  }
}

// One after the other: the service changes one thing of a namespace at a time.
resource fanout 'Microsoft.EventHub/namespaces/eventhubs@2026-01-01' = {
  parent: namespace
  name: 'chat.fanout'
  properties: {
    partitionCount: int(partitions)
    retentionDescription: {
      cleanupPolicy: 'Delete'
      retentionTimeInHours: 24
    }
  }
  dependsOn: [events]
}

resource scaler 'Microsoft.EventHub/namespaces/authorizationRules@2026-01-01' = {
  parent: namespace
  name: 'scaler'
  properties: {
    rights: ['Listen']
  }
  dependsOn: [fanout]
}

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: 'events-endpoint-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'events'
        properties: {
          privateLinkServiceId: namespace.id
          groupIds: ['namespace']
        }
      }
    ]
  }
  dependsOn: [scaler]

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'events'
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}

@description('The name of the namespace.')
output name string = namespace.name

@description('The bootstrap server of the Kafka endpoint, with its port.')
output bootstrapServers string = '${split(split(namespace.properties.serviceBusEndpoint, '//')[1], ':')[0]}:9093'
