using System.Net;
using Chat.Contracts.Errors;
using Chat.Contracts.Retrying;

namespace Chat.Client.Media;

/// <summary>What breaks on the way is tried again, <see cref="Attempts"/> times without progress in all, with growing waits.</summary>
internal sealed class TransferRetry(TimeProvider time)
{
    private const int Attempts = 8;

    private static readonly Backoff Waits = Backoff.Reconnect;

    private int _failures;

    /// <param name="attempt">May be run again after it failed.</param>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await attempt(cancellationToken);
            }
            catch (Exception failure) when (IsPassing(failure) && ++_failures < Attempts)
            {
                await Task.Delay(Waits.Delay(_failures - 1), time, cancellationToken);
            }
        }
    }

    /// <summary>Something came through: what fails next is a first failure.</summary>
    public void Progressed() => _failures = 0;

    /// <summary>403: the signature expired on the way, or the clocks differ; whoever tries again has renewed it.</summary>
    private static bool IsPassing(Exception failure) => failure switch
    {
        ChatException refusal => refusal.Code is ErrorCodes.Unavailable or ErrorCodes.RateLimited,
        HttpRequestException { StatusCode: { } status } =>
            status is HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500,
        HttpRequestException or TimeoutException => true,
        _ => false,
    };
}
