// The gateways: they hold the connections. The edge reaches each by its own address, so the platform's ingress (inside only, while no
// instance is known) counts nothing here: the number of connections comes from the edge. A replica that has to go says goodbye to
// its connections over five minutes, and is given ten.

@description('Where the app lies.')
param location string = resourceGroup().location

@description('The image of this version.')
param image string

@description('The port on which the edge and the probes reach it.')
param port string

@description('The environment.')
param environmentId string

@description('The registry of the image.')
param registryEndpoint string

@description('Its identity: fetches the image and the secrets.')
param identityId string

@description('The client id of that identity.')
param identityClientId string

@description('The vault of the secrets, with a slash at its end.')
param vaultUri string

@description('The domain of the environment: the scaler asks the edge by it.')
param environmentDomain string

@description('Replicas that are there at least.')
param minReplicas string = '2'

@description('Replicas that there may be.')
param maxReplicas string = '100'

@description('vCPUs of a replica.')
param cpu string = '2'

@description('Memory of a replica; on the profile Consumption two GiB a vCPU.')
param memory string = '4Gi'

@description('The environment\'s profile that it runs on.')
param workloadProfile string = 'dedicated'

@description('Connections that a replica is to hold: half of its limit (Gateway:MaxConnections), so that half of the replicas can fail, or a wave can arrive, before new ones are there.')
param connectionsPerReplica string = '25000'

var tags = { 'aspire-resource-name': 'gateway' }

resource gateway 'Microsoft.App/containerApps@2026-07-01' = {
  name: 'gateway'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: workloadProfile
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [
        {
          server: registryEndpoint
          identity: identityId
        }
      ]
      secrets: [
        {
          name: 'auth-signing-key'
          keyVaultUrl: '${vaultUri}secrets/auth-signing-key'
          identity: identityId
        }
        {
          name: 'auth-signing-key-other'
          keyVaultUrl: '${vaultUri}secrets/auth-signing-key-other'
          identity: identityId
        }
        {
          name: 'internal-secret'
          keyVaultUrl: '${vaultUri}secrets/internal-secret'
          identity: identityId
        }
        {
          name: 'internal-secret-other'
          keyVaultUrl: '${vaultUri}secrets/internal-secret-other'
          identity: identityId
        }
        {
          name: 'redis'
          keyVaultUrl: '${vaultUri}secrets/redis'
          identity: identityId
        }
        {
          name: 'scaling-key'
          keyVaultUrl: '${vaultUri}secrets/scaling-key'
          identity: identityId
        }
      ]
      // Plain: inside the environment, and the edge falls back on it by the service's name.
      ingress: {
        external: false
        targetPort: int(port)
        transport: 'auto'
        allowInsecure: true
      }
    }
    template: {
      // The most that the platform takes. The gateway is empty after Gateway:DrainOver and 15 s, and its host ends within 20 s more.
      terminationGracePeriodSeconds: 600
      containers: [
        {
          name: 'gateway'
          image: image
          resources: {
            cpu: json(cpu)
            memory: memory
          }
          env: [
            { name: 'HTTP_PORTS', value: port }
            { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
            { name: 'Internal__Port', value: '8081' }
            { name: 'Internal__Secret', secretRef: 'internal-secret' }
            { name: 'Internal__OtherSecret', secretRef: 'internal-secret-other' }
            { name: 'Auth__SigningKey', secretRef: 'auth-signing-key' }
            { name: 'Auth__OtherSigningKey', secretRef: 'auth-signing-key-other' }
            { name: 'ConnectionStrings__redis', secretRef: 'redis' }
            { name: 'Gateway__DrainOver', value: '00:05:00' }
            { name: 'AZURE_CLIENT_ID', value: identityClientId }
            { name: 'OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY', value: 'in_memory' }
          ]
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/alive'
                port: int(port)
              }
              initialDelaySeconds: 2
              periodSeconds: 6
              timeoutSeconds: 5
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/alive'
                port: int(port)
              }
              initialDelaySeconds: 5
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 6
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/health'
                port: int(port)
              }
              initialDelaySeconds: 2
              periodSeconds: 5
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: int(minReplicas)
        maxReplicas: int(maxReplicas)
        pollingInterval: 15
        rules: [
          {
            name: 'connections'
            custom: {
              type: 'metrics-api'
              metadata: {
                url: 'https://edge.${environmentDomain}/scaling/gateway'
                valueLocation: 'connections'
                targetValue: connectionsPerReplica
                authMode: 'apiKey'
                method: 'header'
                keyParamName: 'x-scaling-key'
              }
              auth: [
                {
                  triggerParameter: 'apiKey'
                  secretRef: 'scaling-key'
                }
              ]
            }
          }
          {
            name: 'cpu'
            custom: {
              type: 'cpu'
              metadata: {
                type: 'Utilization'
                value: '60'
              }
            }
          }
          {
            name: 'memory'
            custom: {
              type: 'memory'
              metadata: {
                type: 'Utilization'
                value: '75'
              }
            }
          }
        ]
      }
    }
  }
}
