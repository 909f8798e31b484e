using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Media.Visibility;

namespace Chat.Media.Claiming;

/// <summary>
/// Answers Messaging, before a message that carries media is stored: are they completed, and the sender's own or visible to
/// the sender? The chats of what is allowed are noted before the answer, so that <c>media_chat</c> holds every chat where a
/// message may come to carry the medium, and the sweeper leaves it alone.
/// </summary>
internal sealed class ClaimCall(ClaimStatement statement, MediaVisibility visibility)
{
    /// <exception cref="ChatException"><c>unavailable</c> when another's medium is asked for and Messaging cannot be reached.</exception>
    public async Task<MediaClaimsResult> AnswerAsync(MediaClaims request, CancellationToken cancellation)
    {
        var allowed = new bool[request.Claims.Count];
        var claimed = request.Claims.SelectMany((claim, place) => claim.MediaIds.Distinct().Select(media =>
            new ClaimedMedium(place, new UserId(claim.UserId), new ChatId(claim.ChatId), new MediaId(media)))).ToArray();
        // A claim of nothing is granted.
        Array.Fill(allowed, true);
        if (claimed.Length > 0)
            await ClaimAsync(claimed, allowed, cancellation);
        return new MediaClaimsResult { Allowed = { allowed } };
    }

    private async Task ClaimAsync(ClaimedMedium[] claimed, bool[] allowed, CancellationToken cancellation)
    {
        var verdicts = await statement.RunAsync(claimed, cancellation);
        Note(claimed, verdicts, allowed, ClaimVerdict.Missing);
        var foreign = claimed.Where((medium, i) => verdicts[i] == ClaimVerdict.Foreign && allowed[medium.Place]).ToArray();
        if (foreign.Length == 0)
            return;

        Viewing[] viewings = [.. foreign.Select(medium => new Viewing(medium.User, medium.Media)).Distinct()];
        var visible = await visibility.AreVisibleAsync(viewings, cancellation);
        var seen = viewings.Where((_, i) => visible[i]).ToHashSet();
        var waiting = foreign.Select(medium => medium.Place).ToHashSet();
        foreach (var medium in foreign.Where(medium => !seen.Contains(new Viewing(medium.User, medium.Media))))
            allowed[medium.Place] = false;

        ClaimedMedium[] again =
        [
            .. claimed.Where(medium => waiting.Contains(medium.Place) && allowed[medium.Place])
                .Select(medium => medium with { Seen = seen.Contains(new Viewing(medium.User, medium.Media)) }),
        ];
        if (again.Length > 0)
            Note(again, await statement.RunAsync(again, cancellation), allowed, ClaimVerdict.Missing, ClaimVerdict.Foreign);
    }

    private static void Note(ClaimedMedium[] claimed, ClaimVerdict[] verdicts, bool[] allowed, params ReadOnlySpan<ClaimVerdict> refusals)
    {
        for (var i = 0; i < claimed.Length; i++)
        {
            if (refusals.Contains(verdicts[i]))
                allowed[claimed[i].Place] = false;
        }
    }
}
