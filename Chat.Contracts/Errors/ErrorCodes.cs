namespace Chat.Contracts.Errors;

/// <summary>
/// The stable codes of the protocol: <c>code</c> in problem details over REST, the word before the colon in a
/// <c>HubException</c>. The number is the HTTP status over REST.
/// </summary>
public static class ErrorCodes
{
    public const string BadRequest = "bad-request";                 // 400
    public const string WeakPassword = "weak-password";             // 400
    public const string BadUserName = "bad-user-name";              // 400
    public const string BadCredentials = "bad-credentials";         // 401
    public const string BadRefreshToken = "bad-refresh-token";      // 401
    public const string BadToken = "bad-token";                     // 401
    public const string NotAllowed = "not-allowed";                 // 403
    public const string NotAMember = "not-a-member";                // 404 (over REST always chat-not-found)
    public const string ChatNotFound = "chat-not-found";            // 404
    public const string UserNotFound = "user-not-found";            // 404
    public const string DeviceNotFound = "device-not-found";        // 404
    public const string MessageNotFound = "message-not-found";      // 404
    public const string MediaNotFound = "media-not-found";          // 404
    public const string NotFound = "not-found";                     // 404
    public const string UserNameTaken = "user-name-taken";          // 409
    public const string NotAGroup = "not-a-group";                  // 409
    public const string TooManyMembers = "too-many-members";        // 409
    public const string SizeMismatch = "size-mismatch";             // 409
    public const string HashMismatch = "hash-mismatch";             // 409
    public const string NotUploaded = "not-uploaded";               // 409
    public const string TooLarge = "too-large";                     // 413
    public const string TypeNotAllowed = "type-not-allowed";        // 415
    public const string RateLimited = "rate-limited";               // 429
    public const string Unavailable = "unavailable";                // 503

    public static int HttpStatus(string code) => code switch
    {
        BadRequest or WeakPassword or BadUserName => 400,
        BadCredentials or BadRefreshToken or BadToken => 401,
        NotAllowed => 403,
        NotAMember or ChatNotFound or UserNotFound or DeviceNotFound or MessageNotFound or MediaNotFound or NotFound => 404,
        UserNameTaken or NotAGroup or TooManyMembers or SizeMismatch or HashMismatch or NotUploaded => 409,
        TooLarge => 413,
        TypeNotAllowed => 415,
        RateLimited => 429,
        Unavailable => 503,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a code of the protocol."),
    };
}
