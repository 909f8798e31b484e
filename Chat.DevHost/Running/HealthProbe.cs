using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chat.DevHost.Running;

/// <summary>Asks one replica whether it is healthy.</summary>
internal sealed class HealthProbe(ReplicaPlan plan, HttpClient client, HealthCheckService checks)
{
    private readonly HttpHealthCheckAnnotation[] _paths = [.. plan.Resource.Annotations.OfType<HttpHealthCheckAnnotation>()];
    private readonly HashSet<string> _keys = [.. plan.Resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key)];

    /// <summary>Without any, a process is healthy as long as it runs.</summary>
    public bool HasChecks => _paths.Length + _keys.Count > 0;

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        foreach (var path in _paths)
        {
            if (!await AnswersAsync(path, cancellationToken))
                return false;
        }

        if (_keys.Count == 0)
            return true;
        var report = await checks.CheckHealthAsync(registration => _keys.Contains(registration.Name), cancellationToken);
        return report.Status == HealthStatus.Healthy && report.Entries.Count == _keys.Count;
    }

    private async Task<bool> AnswersAsync(HttpHealthCheckAnnotation check, CancellationToken cancellationToken)
    {
        try
        {
            var address = new Uri($"http://127.0.0.1:{plan.PortOf(check.EndpointName)}{check.Path}");
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)response.StatusCode == check.StatusCode;
        }
        catch (Exception notServing) when (
            notServing is HttpRequestException || (notServing is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Not listening, or too slow to answer: that is what "not healthy" means. The state on the board records it.
            return false;
        }
    }
}
