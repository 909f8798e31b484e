// The secrets of the system: the key that signs access tokens, the secret of internal calls, the key of the scaler, and the
// connection string of Redis (which managed-redis.bicep writes). Each identity reads only its own. The vault is closed to the internet:
// the deployment writes by way of Resource Manager, which needs no way in, and the Container Apps environment fetches secrets from its
// own subnet (a firewall there has to let the vault through, says the platform's documentation), so by the private endpoint.

@description('Where the vault lies.')
param location string = resourceGroup().location

@secure()
@description('The key that signs and verifies access tokens.')
param authSigningKey string

@secure()
@description('Another key whose tokens are accepted.')
param authSigningKeyOther string

@secure()
@description('The secret by which services know each other.')
param internalSecret string

@secure()
@description('Another secret that is accepted.')
param internalSecretOther string

@secure()
@description('The key by which the scaler reads the number of connections.')
param scalingKey string

@description('The subnet of the private endpoint.')
param subnetId string

@description('The private DNS zone of vaults.')
param zoneId string

@description('Days for which what was deleted can be brought back (7 to 90), and its name stays taken. Cannot be changed later.')
param softDeleteDays string = '7'

@allowed(['Disabled', 'Enabled'])
@description('Whether the vault can be reached from outside the network too, such as by an operator. Roles decide in either case.')
param publicNetworkAccess string = 'Disabled'

var tags = { 'aspire-resource-name': 'vault' }

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: 'vault-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: int(softDeleteDays)
    // Nobody can destroy what was deleted before its time, the owner of the subscription neither.
    enablePurgeProtection: true
    publicNetworkAccess: publicNetworkAccess
    networkAcls: {
      // Resource Manager counts among these services.
      bypass: 'AzureServices'
      defaultAction: publicNetworkAccess == 'Enabled' ? 'Allow' : 'Deny'
    }
  }
}

resource authSigningKeySecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'auth-signing-key'
  tags: tags
  properties: {
    value: authSigningKey
  }
}

resource authSigningKeyOtherSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'auth-signing-key-other'
  tags: tags
  properties: {
    value: authSigningKeyOther
  }
}

resource internalSecretSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'internal-secret'
  tags: tags
  properties: {
    value: internalSecret
  }
}

resource internalSecretOtherSecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'internal-secret-other'
  tags: tags
  properties: {
    value: internalSecretOther
  }
}

resource scalingKeySecret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'scaling-key'
  tags: tags
  properties: {
    value: scalingKey
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: 'vault-endpoint-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: vault.id
          groupIds: ['vault']
        }
      }
    ]
  }

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: 'vault'
          properties: {
            privateDnsZoneId: zoneId
          }
        }
      ]
    }
  }
}

@description('The name of the vault, once it holds the secrets that the deployment was given.')
output name string = vault.name

@description('The address of the vault, with a slash at its end.')
output uri string = vault.properties.vaultUri
