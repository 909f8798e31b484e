// What the apps run in: nodes of their own in a subnet, the platform's ingress (public, for the edge alone: the other apps accept
// calls from inside only), their logs. Replicas call each other by their own addresses, past the ingress. The platform promises
// nothing about that; reports say that it works on dedicated nodes, and only between some replicas on the profile "Consumption".

@description('Where the environment lies.')
param location string = resourceGroup().location

@description('The name of the Log Analytics workspace.')
param logsName string

@description('The host name of the registry; handed on, azd looks for it here.')
param registryEndpoint string

@description('The subnet of the apps, delegated to Microsoft.App/environments. It cannot be changed later.')
param subnetId string

@description('Who deploys, and may read the logs; empty: nobody is given that right here.')
param userPrincipalId string = ''

@description('Size of a node: D4 (4 vCPUs, 16 GiB), D8, D16, D32; E4 and on with twice the memory.')
param nodeType string = 'D4'

@description('Nodes that are there at least, all of them paid for. With three, one in each zone.')
param minNodes string = '3'

@description('Nodes that there may be when replicas need more room; their vCPUs count against the quota of the subscription.')
param maxNodes string = '20'

@description('D4 nodes for the ingress alone (premium ingress, two at least); 0: the shared ingress, without charge, of at most ten proxies with one vCPU each.')
param ingressNodes string = '0'

@description('true: spread over the zones of the region, at no charge. It cannot be changed later. By default wherever there are zones.')
param zoneRedundant string = string(!empty(pickZones('Microsoft.Compute', 'virtualMachines', location)))

var tags = { 'aspire-resource-name': 'environment' }

// Log Analytics Reader
var readLogs = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '73c42c96-874c-492b-b04d-ab87d138a893')

var ingressProfile = {
  name: 'ingress'
  workloadProfileType: 'D4'
  minimumCount: int(ingressNodes)
  maximumCount: int(ingressNodes)
}

resource logs 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: logsName
}

resource environment 'Microsoft.App/managedEnvironments@2026-07-01' = {
  name: 'environment-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    vnetConfiguration: {
      infrastructureSubnetId: subnetId
      internal: false
    }
    publicNetworkAccess: 'Enabled'
    zoneRedundant: bool(zoneRedundant)
    workloadProfiles: concat(
      [
        {
          name: 'Consumption'
          workloadProfileType: 'Consumption'
        }
        {
          name: 'dedicated'
          workloadProfileType: nodeType
          minimumCount: int(minNodes)
          maximumCount: int(maxNodes)
        }
      ],
      int(ingressNodes) > 0 ? [ingressProfile] : []
    )
    // Idle after minutes: WebSockets are pinged every 15 s, a long poll is held for 90 s. A proxy that goes has 480 s to let its
    // connections end.
    ingressConfiguration: int(ingressNodes) > 0
      ? {
          workloadProfileName: ingressProfile.name
          requestIdleTimeout: 4
          terminationGracePeriodSeconds: 480
        }
      : null
    // It would encrypt what passes the ingress between apps, and cost its latency and throughput; calls from replica to replica do
    // not pass there. They are plain, and stay inside the subnet.
    peerTrafficConfiguration: {
      encryption: {
        enabled: false
      }
    }
    // By way of the diagnostic setting below: no key of the workspace stands here.
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
  }
}

// There is no stable version of these that knows all resources.
#disable-next-line use-recent-api-versions
resource environmentLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'logs'
  properties: {
    workspaceId: logs.id
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
        enabled: true
      }
    ]
  }
}

// A deployer may be a person or a pipeline: the kind of principal is left to be found out.
resource deployerReadsLogs 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(userPrincipalId)) {
  scope: logs
  name: guid(logs.id, userPrincipalId, readLogs)
  properties: {
    roleDefinitionId: readLogs
    principalId: userPrincipalId
  }
}

@description('The id of the environment.')
output AZURE_CONTAINER_APPS_ENVIRONMENT_ID string = environment.id

@description('The name of the environment.')
output AZURE_CONTAINER_APPS_ENVIRONMENT_NAME string = environment.name

@description('The domain under which the apps have their names.')
output AZURE_CONTAINER_APPS_ENVIRONMENT_DEFAULT_DOMAIN string = environment.properties.defaultDomain

@description('The host name of the registry.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registryEndpoint
