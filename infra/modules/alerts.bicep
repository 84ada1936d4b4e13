param location string
param tags object

@description('Prefix of the rules\' names.')
param prefix string

@description('Resource identifier of the Application Insights component.')
param insightsId string

@description('Signals to watch: infra/signals.json.')
param signals array

@description('Action groups that are told.')
param actionGroupIds string[]

resource thresholds 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for signal in signals: {
    name: '${prefix}-${signal.key}'
    location: location
    tags: tags
    properties: {
      displayName: 'AmlDr ${signal.title}'
      description: signal.remedy
      enabled: true
      severity: signal.severity
      scopes: [insightsId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: 'customMetrics | where name == "${signal.metric}" | extend pair = tostring(customDimensions["amldr.pair"]) | project timestamp, pair, value'
            timeAggregation: signal.operator == 'LessThan' ? 'Minimum' : 'Maximum'
            metricMeasureColumn: 'value'
            operator: signal.operator
            threshold: signal.threshold
            dimensions: [
              {
                name: 'pair'
                operator: 'Include'
                values: ['*']
              }
            ]
            failingPeriods: {
              numberOfEvaluationPeriods: 2
              minFailingPeriodsToAlert: 2
            }
          }
        ]
      }
      actions: {
        actionGroups: actionGroupIds
      }
    }
  }
]

// No data is unhealthy: an app that does not run reports nothing wrong.
resource silence 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for signal in signals: {
    name: '${prefix}-${signal.key}-silent'
    location: location
    tags: tags
    properties: {
      displayName: 'AmlDr no data: ${signal.title}'
      description: 'The app has not reported ${signal.metric} for half an hour. GET /api/health; look whether the app runs.'
      enabled: true
      severity: 1
      scopes: [insightsId]
      evaluationFrequency: 'PT15M'
      windowSize: 'PT30M'
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: 'customMetrics | where name == "${signal.metric}" | summarize reports = count()'
            timeAggregation: 'Total'
            metricMeasureColumn: 'reports'
            operator: 'LessThan'
            threshold: 1
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: actionGroupIds
      }
    }
  }
]
