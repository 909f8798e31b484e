using Chat.Contracts.Errors;
using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Upstream;

/// <summary>A read that any replica of Messaging answers: the next one is asked when one does not, <see cref="Attempts"/>
/// times in all.</summary>
public sealed class AnyReplica(IMessaging messaging, TimeProvider time)
{
    private const int Attempts = 4;

    private int _next;

    /// <exception cref="ChatException"><c>unavailable</c> if none answered.</exception>
    public async Task<T> CallAsync<T>(Func<IMessaging, Instance, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await call(messaging, Pick(), cancellation);
            }
            catch (ChatException failure) when (failure.Code == ErrorCodes.Unavailable && attempt < Attempts - 1)
            {
                await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
            }
        }
    }

    private Instance Pick()
    {
        var usable = messaging.Usable;
        return usable.Count > 0
            ? usable[(int)((uint)Interlocked.Increment(ref _next) % (uint)usable.Count)]
            : throw ChatException.Unavailable("No messaging replica is known.");
    }
}
