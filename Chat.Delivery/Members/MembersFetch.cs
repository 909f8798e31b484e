using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;

namespace Chat.Delivery.Members;

/// <summary>Fetches members until they are there, for <see cref="GiveUpAfter"/> at most.</summary>
internal sealed partial class MembersFetch(FetchMembers fetch, TimeProvider time, ILogger logger)
{
    /// <summary>By then the devices' heartbeats have brought the heads, and one chat must not hold back its partition's
    /// offsets for ever.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(30);

    /// <summary>At this version or a later one; null: given up.</summary>
    public async Task<Membership?> FetchAtLeastAsync(ChatId chat, long version, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var members = await fetch(chat, cancellation);
                if (members.MembershipVersion >= version)
                    return Membership.Of(members);
            }
            catch (ChatException unavailable)
            {
                LogNotFetched(logger, chat, attempt, unavailable);
            }

            if (time.GetElapsedTime(began) >= GiveUpAfter)
            {
                LogGivenUp(logger, chat, version);
                return null;
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The members of {Chat} could not be fetched (attempt {Attempt})")]
    private static partial void LogNotFetched(ILogger logger, ChatId chat, int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The members of {Chat} at version {Version} are not to be had; its waiting events are skipped")]
    private static partial void LogGivenUp(ILogger logger, ChatId chat, long version);
}
