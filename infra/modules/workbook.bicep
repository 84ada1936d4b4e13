param location string
param tags object

@description('Title of the workbook.')
param title string

@description('Resource identifier of the Application Insights component.')
param insightsId string

@description('Signals to show: infra/signals.json.')
param signals array

var charts = map(signals, signal => {
  type: 3
  name: signal.key
  customWidth: '50'
  content: {
    version: 'KqlItem/1.0'
    title: empty(signal.unit) ? signal.title : '${signal.title} (${signal.unit})'
    noDataMessage: 'No data: the app has not reported ${signal.metric}. GET /api/health.'
    query: 'customMetrics | where name == "${signal.metric}" | extend pair = tostring(customDimensions["amldr.pair"]) | summarize value = ${signal.operator == 'LessThan' ? 'min' : 'max'}(value) by bin(timestamp, 5m), pair | render timechart'
    queryType: 0
    resourceType: 'microsoft.insights/components'
    timeContextFromParameter: 'range'
    size: 0
  }
})

var content = {
  version: 'Notebook/1.0'
  items: concat(
    [
      {
        type: 9
        name: 'range'
        content: {
          version: 'KqlParameterItem/1.0'
          parameters: [
            {
              name: 'range'
              label: 'Time range'
              version: 'KqlParameterItem/1.0'
              type: 4
              value: {
                durationMs: 86400000
              }
              typeSettings: {
                selectableValues: [{ durationMs: 3600000 }, { durationMs: 86400000 }, { durationMs: 604800000 }, { durationMs: 2592000000 }]
              }
            }
          ]
        }
      }
    ],
    charts,
    [
      {
        type: 3
        name: 'outcomes'
        content: {
          version: 'KqlItem/1.0'
          title: 'Mirrorings that ended, by state'
          query: 'customMetrics | where name == "amldr.mirror.outcomes" | extend state = tostring(customDimensions["amldr.state"]) | summarize assets = sum(valueSum) by bin(timestamp, 5m), state | render barchart'
          queryType: 0
          resourceType: 'microsoft.insights/components'
          timeContextFromParameter: 'range'
          size: 0
        }
      }
      {
        type: 3
        name: 'lag'
        content: {
          version: 'KqlItem/1.0'
          title: 'From the change in the primary to the verified presence in the secondary (s)'
          query: 'customMetrics | where name == "amldr.mirror.lag" | extend pair = tostring(customDimensions["amldr.pair"]) | summarize mean = sum(valueSum) / sum(valueCount), most = max(valueMax) by bin(timestamp, 5m), pair | render timechart'
          queryType: 0
          resourceType: 'microsoft.insights/components'
          timeContextFromParameter: 'range'
          size: 0
        }
      }
    ]
  )
  fallbackResourceIds: [insightsId]
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'amldr')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: title
    serializedData: string(content)
    sourceId: insightsId
  }
}

output id string = workbook.id
