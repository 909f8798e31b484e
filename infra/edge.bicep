// The edge: the one app that the internet reaches. TLS ends at the platform's ingress before it; which gateway a connection belongs to
// is the edge's own business, so the ingress keeps nobody on a replica. It is ready as soon as it listens: with Redis away it goes on
// with the instances that it knows, or asks the services by their names.

@description('Where the app lies.')
param location string = resourceGroup().location

@description('The image of this version.')
param image string

@description('The port on which the ingress and the probes reach it.')
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

@description('The domain of the environment: the other apps are asked by it while no instance is known.')
param environmentDomain string

@description('Where clients load media up and down.')
param blobEndpoint string

@description('Replicas that are there at least.')
param minReplicas string = '2'

@description('Replicas that there may be.')
param maxReplicas string = '30'

@description('vCPUs of a replica.')
param cpu string = '0.75'

@description('Memory of a replica; on the profile Consumption two GiB a vCPU.')
param memory string = '1.5Gi'

@description('The environment\'s profile that it runs on.')
param workloadProfile string = 'dedicated'

@description('A host name of one\'s own for the edge; empty: only the platform\'s. What is bound by hand is lost at the next deployment.')
param customDomain string = ''

@description('The environment\'s managed certificate for it; empty: the name is added without TLS, from which the certificate is then issued.')
param certificateName string = ''

var tags = { 'aspire-resource-name': 'edge' }

resource edge 'Microsoft.App/containerApps@2026-07-01' = {
  name: 'edge'
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
      ingress: {
        external: true
        targetPort: int(port)
        transport: 'auto'
        allowInsecure: false
        stickySessions: {
          affinity: 'none'
        }
        customDomains: empty(customDomain)
          ? []
          : [
              {
                name: customDomain
                bindingType: empty(certificateName) ? 'Disabled' : 'SniEnabled'
                certificateId: empty(certificateName) ? null : '${environmentId}/managedCertificates/${certificateName}'
              }
            ]
      }
    }
    template: {
      // The host ends within 2 s: WebSockets that are cut off come back by another edge.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'edge'
          image: image
          resources: {
            cpu: json(cpu)
            memory: memory
          }
          env: [
            { name: 'HTTP_PORTS', value: port }
            { name: 'Internal__Port', value: '8081' }
            { name: 'ConnectionStrings__redis', secretRef: 'redis' }
            { name: 'Scaling__Key', secretRef: 'scaling-key' }
            { name: 'services__gateway__http__0', value: 'http://gateway.internal.${environmentDomain}' }
            { name: 'services__messaging__http__0', value: 'http://messaging.internal.${environmentDomain}' }
            { name: 'services__presence__http__0', value: 'http://presence.internal.${environmentDomain}' }
            { name: 'services__media__http__0', value: 'http://media.internal.${environmentDomain}' }
            { name: 'WebClient__ConnectSources', value: blobEndpoint }
            // The ingress stands before it: the client's address is in its header.
            { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
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
        rules: [
          // The platform counts the requests of 15 s and divides them by 15: a second's, and a WebSocket only when it opens. What is open is
          // seen by the memory and the CPU that it takes.
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '500'
              }
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
                value: '70'
              }
            }
          }
        ]
      }
    }
  }
}
