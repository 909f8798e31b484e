using System.Diagnostics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Delivery.Pushing;

/// <summary>The span of a batch to a gateway.</summary>
internal static class PushActivity
{
    private const int MaxLinks = 32;

    /// <summary>A batch of one trace goes on with it, a batch of many links to them. Null: nobody traces.</summary>
    public static Activity? Start(List<PushItem> items)
    {
        if (!ChatActivity.Source.HasListeners())
            return null;

        var traces = items.Select(item => item.Trace).Where(trace => trace != default).Distinct().Take(MaxLinks).ToArray();
        return traces is [var only]
            ? ChatActivity.Source.StartActivity("push", ActivityKind.Client, only)
            : ChatActivity.Source.StartActivity(ActivityKind.Client, name: "push", links: traces.Select(trace => new ActivityLink(trace)));
    }
}
