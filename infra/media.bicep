// Media: grants of uploads and downloads; the bytes pass by it. It lets its part of the directory's schema be made before it listens,
// hence the patience of the startup probe. Inside only.

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

@description('Its identity: fetches the image and the secrets, and signs it in to the stores.')
param identityId string

@description('The client id of that identity.')
param identityClientId string

@description('The vault of the secrets, with a slash at its end.')
param vaultUri string

@description('The connection string of the directory, without user and password.')
param directory string

@description('Its user in Postgres: the name of its identity.')
param postgresUser string

@description('The address of the storage account\'s blobs, which it reaches with its identity.')
param blobs string

@description('Replicas that are there at least.')
param minReplicas string = '2'

@description('Replicas that there may be: each may hold 12 connections to each of its databases, and an upgrade doubles them.')
param maxReplicas string = '5'

@description('vCPUs of a replica.')
param cpu string = '0.5'

@description('Memory of a replica; on the profile Consumption two GiB a vCPU.')
param memory string = '1Gi'

@description('The environment\'s profile that it runs on.')
param workloadProfile string = 'dedicated'

var tags = { 'aspire-resource-name': 'media' }

resource media 'Microsoft.App/containerApps@2026-07-01' = {
  name: 'media'
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
      // The host ends within 20 s.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'media'
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
            { name: 'ConnectionStrings__directory', value: directory }
            { name: 'Postgres__Authentication', value: 'Entra' }
            { name: 'PGUSER', value: postgresUser }
            { name: 'ConnectionStrings__blobs', value: blobs }
            { name: 'AZURE_CLIENT_ID', value: identityClientId }
            { name: 'AZURE_TOKEN_CREDENTIALS', value: 'ManagedIdentityCredential' }
            { name: 'OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY', value: 'in_memory' }
          ]
          probes: [
            // Five minutes: ten failures are the most that can be allowed. A migration that takes longer needs a longer period.
            {
              type: 'Startup'
              httpGet: {
                path: '/alive'
                port: int(port)
              }
              initialDelaySeconds: 5
              periodSeconds: 30
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
