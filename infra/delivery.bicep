// Delivery: consumes the events and hands them to the gateways. No ingress: nobody but the gateways calls it, by its own address.
// Its replicas share the partitions; more of them than partitions would stand idle: the lag rules do not go beyond, maxReplicas should not either.

@description('Where the app lies.')
param location string = resourceGroup().location

@description('The image of this version.')
param image string

@description('The port on which the probes reach it.')
param port string

@description('The environment.')
param environmentId string

@description('The registry of the image.')
param registryEndpoint string

@description('Its identity: fetches the image and the secrets, and signs it in to the stores.')
param identityId string

@description('The client id of that identity.')
param identityClientId string

@description('The vault of the secrets, with a slash at its end.')
param vaultUri string

@description('The bootstrap server of Event Hubs.')
param kafka string

@description('The name of the Event Hubs namespace.')
param eventHubsName string

@description('Replicas that are there at least.')
param minReplicas string = '2'

@description('Replicas that there may be: no more than there are partitions.')
param maxReplicas string = '16'

@description('vCPUs of a replica.')
param cpu string = '0.75'

@description('Memory of a replica; on the profile Consumption two GiB a vCPU.')
param memory string = '1.5Gi'

@description('The environment\'s profile that it runs on.')
param workloadProfile string = 'dedicated'

@description('Records of chat.events that may wait for each replica before there are more of them. At full work those of the last second (offsets are committed once a second) always do.')
param eventsLag string = '2000'

@description('The same for chat.fanout, whose records are the larger work.')
param fanoutLag string = '500'

var tags = { 'aspire-resource-name': 'delivery' }

resource eventHubs 'Microsoft.EventHub/namespaces@2026-01-01' existing = {
  name: eventHubsName

  resource scaler 'authorizationRules' existing = {
    name: 'scaler'
  }
}

resource delivery 'Microsoft.App/containerApps@2026-07-01' = {
  name: 'delivery'
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
        // May listen, for the scaler alone, which knows no identities in Kafka's protocol.
        {
          name: 'kafka-user'
          // No secret, but the scaler takes it as one only.
          #disable-next-line use-secure-value-for-secure-inputs
          value: '$ConnectionString'
        }
        {
          name: 'kafka-password'
          value: eventHubs::scaler.listKeys().primaryConnectionString
        }
      ]
    }
    template: {
      // The host ends within 20 s.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'delivery'
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
            { name: 'ConnectionStrings__redis', secretRef: 'redis' }
            { name: 'ConnectionStrings__kafka', value: kafka }
            { name: 'Aspire__Confluent__Kafka__Producer__Config__SecurityProtocol', value: 'SaslSsl' }
            { name: 'Aspire__Confluent__Kafka__Producer__Config__SaslMechanism', value: 'OAuthBearer' }
            { name: 'Aspire__Confluent__Kafka__Consumer__Config__SecurityProtocol', value: 'SaslSsl' }
            { name: 'Aspire__Confluent__Kafka__Consumer__Config__SaslMechanism', value: 'OAuthBearer' }
            // Event Hubs throttles commits: four a second for each partition.
            { name: 'Aspire__Confluent__Kafka__Consumer__Config__AutoCommitIntervalMs', value: '1000' }
            { name: 'AZURE_CLIENT_ID', value: identityClientId }
            { name: 'AZURE_TOKEN_CREDENTIALS', value: 'ManagedIdentityCredential' }
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
            name: 'events-lag'
            custom: {
              type: 'kafka'
              metadata: {
                bootstrapServers: kafka
                consumerGroup: 'delivery'
                topic: 'chat.events'
                lagThreshold: eventsLag
                // A partition without a committed offset counts as one record, not as all that were ever in it.
                offsetResetPolicy: 'latest'
                sasl: 'plaintext'
                tls: 'enable'
              }
              auth: [
                {
                  triggerParameter: 'username'
                  secretRef: 'kafka-user'
                }
                {
                  triggerParameter: 'password'
                  secretRef: 'kafka-password'
                }
              ]
            }
          }
          {
            name: 'fanout-lag'
            custom: {
              type: 'kafka'
              metadata: {
                bootstrapServers: kafka
                consumerGroup: 'delivery'
                topic: 'chat.fanout'
                lagThreshold: fanoutLag
                // A partition without a committed offset counts as one record, not as all that were ever in it.
                offsetResetPolicy: 'latest'
                sasl: 'plaintext'
                tls: 'enable'
              }
              auth: [
                {
                  triggerParameter: 'username'
                  secretRef: 'kafka-user'
                }
                {
                  triggerParameter: 'password'
                  secretRef: 'kafka-password'
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
        ]
      }
    }
  }
}
