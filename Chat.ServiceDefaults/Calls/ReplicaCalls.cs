using Chat.Contracts.Errors;
using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Instances;
using Google.Protobuf;

namespace Chat.ServiceDefaults.Calls;

/// <summary>What any replica of a service answers: one that does not is suspected and the next one is asked,
/// <see cref="Attempts"/> times in all. For calls that may be repeated.</summary>
public sealed class ReplicaCalls(InternalClient client, InstanceDirectory directory, TimeProvider time)
{
    private const int Attempts = 3;

    private int _next;

    /// <param name="deadline">Of one attempt.</param>
    /// <exception cref="ChatException">What a replica refused with; <c>unavailable</c> if none answered.</exception>
    public async Task<TResult> CallAsync<TResult>(
        string route, IMessage request, MessageParser<TResult> parser, TimeSpan deadline, CancellationToken cancellation)
        where TResult : IMessage<TResult>
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await client.CallAsync(directory, Pick(), route, request, parser, deadline, cancellation);
            }
            catch (ChatException failure) when (failure.Code == ErrorCodes.Unavailable && attempt < Attempts - 1)
            {
                await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
            }
        }
    }

    private Instance Pick()
    {
        var usable = directory.Usable;
        return usable.Count > 0
            ? usable[(int)((uint)Interlocked.Increment(ref _next) % (uint)usable.Count)]
            : throw ChatException.Unavailable($"No replica of {directory.Service} is known.");
    }
}
