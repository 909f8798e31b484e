// The virtual network: the apps, the Postgres servers that are integrated into it, and the private endpoints of the other stores,
// with the private DNS zones by which their names lead inside. Blobs are not in it: clients reach them themselves, by signed URLs.
// The apps' subnet has no security group: the platform needs more flows than ours, and what is in it decides its own ingress.

@description('Where the network lies.')
param location string = resourceGroup().location

@description('The addresses of the network: at least a /22, which must not overlap with a network that it is to be peered with.')
param addressPrefix string = '10.40.0.0/16'

var name = 'network-${uniqueString(resourceGroup().id)}'
var tags = { 'aspire-resource-name': 'network' }

// Subnets cannot be resized while they are in use. A /23 carries about 2,400 replicas of the consumption profile (ten to an address,
// twice as many while a revision replaces another); a Postgres server takes up to four addresses.
var appsPrefix = cidrSubnet(addressPrefix, 23, 0)
var postgresPrefix = cidrSubnet(addressPrefix, 24, 2)
var endpointsPrefix = cidrSubnet(addressPrefix, 24, 3)

var denyOthers = {
  name: 'deny-others'
  properties: {
    description: 'The default rules would let in whatever is in this network or a peered one.'
    priority: 4096
    direction: 'Inbound'
    access: 'Deny'
    protocol: '*'
    sourceAddressPrefix: 'VirtualNetwork'
    sourcePortRange: '*'
    destinationAddressPrefix: '*'
    destinationPortRange: '*'
  }
}

resource postgresSecurity 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'postgres-security-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'apps'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: appsPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: postgresPrefix
          destinationPortRange: '5432'
        }
      }
      {
        name: 'servers'
        properties: {
          description: 'A standby follows its primary, and a shard that moves is replicated from server to server.'
          priority: 110
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: postgresPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: postgresPrefix
          destinationPortRanges: ['5432', '6432']
        }
      }
      {
        name: 'platform'
        properties: {
          description: 'A default rule, again: the address that its probes come from counts as VirtualNetwork too, which is denied below.'
          priority: 120
          direction: 'Inbound'
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      denyOthers
    ]
  }
}

resource endpointsSecurity 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'endpoints-security-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'apps'
        properties: {
          description: 'The vault (443), Kafka (9093), Redis (10000).'
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: appsPrefix
          sourcePortRange: '*'
          destinationAddressPrefix: endpointsPrefix
          destinationPortRanges: ['443', '9093', '10000']
        }
      }
      denyOthers
    ]
  }
}

// The subnets stand inside the network: as resources of their own a second deployment would first take them away.
resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: appsPrefix
          delegations: [
            {
              name: 'container-apps'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'postgres'
        properties: {
          addressPrefix: postgresPrefix
          networkSecurityGroup: {
            id: postgresSecurity.id
          }
          // The servers archive their log to storage, and a subnet of this version has no way out by itself.
          serviceEndpoints: [
            {
              service: 'Microsoft.Storage'
            }
          ]
          delegations: [
            {
              name: 'postgres'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: endpointsPrefix
          defaultOutboundAccess: false
          networkSecurityGroup: {
            id: endpointsSecurity.id
          }
          // Without this the security group would not apply to private endpoints.
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
        }
      }
    ]
  }

  resource apps 'subnets' existing = {
    name: 'apps'
  }

  resource postgres 'subnets' existing = {
    name: 'postgres'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

// Of Azure's public cloud; the other clouds have names of their own. The servers of Postgres are reached by
// NAME.postgres.database.azure.com, an alias of a name in their zone; the zone must not be called as a server is.
resource postgresZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'chat.private.postgres.database.azure.com'
  location: 'global'
  tags: tags
}

resource redisZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.redis.azure.net'
  location: 'global'
  tags: tags
}

resource eventHubsZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.servicebus.windows.net'
  location: 'global'
  tags: tags
}

resource vaultZone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
  tags: tags
}

resource postgresLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: postgresZone
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

resource redisLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: redisZone
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

resource eventHubsLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: eventHubsZone
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

resource vaultLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: vaultZone
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}

@description('The subnet of the Container Apps environment.')
output appsSubnetId string = network::apps.id

@description('The subnet of the Postgres servers.')
output postgresSubnetId string = network::postgres.id

@description('The subnet of the private endpoints.')
output endpointsSubnetId string = network::endpoints.id

@description('The private DNS zone of the Postgres servers.')
output postgresZoneId string = postgresZone.id

@description('The private DNS zone of Redis.')
output redisZoneId string = redisZone.id

@description('The private DNS zone of Event Hubs.')
output eventHubsZoneId string = eventHubsZone.id

@description('The private DNS zone of the vault.')
output vaultZoneId string = vaultZone.id
