// Where the console and system logs of the apps go. Logs are paid by the gigabyte: beyond the daily cap they are dropped until the
// next day, so that a fault that fills the log does not fill the bill as well.

@description('Where the workspace lies.')
param location string = resourceGroup().location

@description('Days for which logs are kept: 30 to 730. Up to 31 cost nothing extra.')
param retentionDays string = '30'

@description('Gigabytes a day after which logs are dropped; -1 for no cap.')
param dailyCapGb string = '2'

var tags = { 'aspire-resource-name': 'logs' }

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: 'logs-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: int(retentionDays)
    workspaceCapping: {
      dailyQuotaGb: int(dailyCapGb)
    }
    features: {
      // To read a log of an app, the right to read that app is enough.
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

@description('The name of the workspace.')
output name string = workspace.name
